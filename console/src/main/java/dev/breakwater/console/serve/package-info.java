/** The HTTPS server: files of the page, sessions, roles, live topics. */
@NullMarked
package dev.breakwater.console.serve;

import org.jspecify.annotations.NullMarked;
