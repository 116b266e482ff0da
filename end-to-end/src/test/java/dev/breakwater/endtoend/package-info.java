/** One drive through everything, and faults, on the packaged product. */
@NullMarked
package dev.breakwater.endtoend;

import org.jspecify.annotations.NullMarked;
