/** Keeps evaluations as JSON files and compares a new one with an old one. */
@NullMarked
package dev.breakwater.anonymizer.evaluate.baseline;

import org.jspecify.annotations.NullMarked;
