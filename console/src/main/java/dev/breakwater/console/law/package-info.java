/** The policy in the console: what is in force, what changed, and why something is decided. */
@NullMarked
package dev.breakwater.console.law;

import org.jspecify.annotations.NullMarked;
