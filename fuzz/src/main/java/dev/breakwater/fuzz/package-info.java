/** Feeds decoders of outside bytes with broken input, in tests. */
@NullMarked
package dev.breakwater.fuzz;

import org.jspecify.annotations.NullMarked;
