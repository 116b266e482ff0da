/** Where a log lives: the port and its directory. */
@NullMarked
package dev.breakwater.audit.store;

import org.jspecify.annotations.NullMarked;
