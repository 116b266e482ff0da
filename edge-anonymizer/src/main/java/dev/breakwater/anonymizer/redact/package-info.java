/** Covers regions with masks, on the planes of the frame. */
@NullMarked
package dev.breakwater.anonymizer.redact;

import org.jspecify.annotations.NullMarked;
