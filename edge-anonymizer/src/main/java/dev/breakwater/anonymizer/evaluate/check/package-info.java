/** Measures what a check of the gate is worth. */
@NullMarked
package dev.breakwater.anonymizer.evaluate.check;

import org.jspecify.annotations.NullMarked;
