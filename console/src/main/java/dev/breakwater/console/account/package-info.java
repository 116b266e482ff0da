/** Who may sign in. */
@NullMarked
package dev.breakwater.console.account;

import org.jspecify.annotations.NullMarked;
