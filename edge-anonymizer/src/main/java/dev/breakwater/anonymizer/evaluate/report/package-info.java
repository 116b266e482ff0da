/** The result of a test of anonymization as a page that people read. */
@NullMarked
package dev.breakwater.anonymizer.evaluate.report;

import org.jspecify.annotations.NullMarked;
