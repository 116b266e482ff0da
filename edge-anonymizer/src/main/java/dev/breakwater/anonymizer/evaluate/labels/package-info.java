/**
 * Reads what people and programs say about pictures: labels in our JSON, COCO and YOLO form, and
 * lists of masked areas. Strict: whatever is wrong is collected and told together, and then nothing
 * is taken.
 */
@NullMarked
package dev.breakwater.anonymizer.evaluate.labels;

import org.jspecify.annotations.NullMarked;
