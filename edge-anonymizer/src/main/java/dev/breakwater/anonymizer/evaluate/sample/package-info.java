/** Draws the sample that a test of anonymization is made on: GB/T 44464-2024 B.4 and B.5. */
@NullMarked
package dev.breakwater.anonymizer.evaluate.sample;

import org.jspecify.annotations.NullMarked;
