/**
 * Measures anonymization as GB/T 44464-2024 Annex B and C test it: labels and masked areas in,
 * rates with their uncertainty out. What was decided where the text leaves room is in {@code
 * docs/decisions}.
 */
@NullMarked
package dev.breakwater.anonymizer.evaluate;

import org.jspecify.annotations.NullMarked;
