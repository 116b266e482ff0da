/** Keeps what was found covered when the detector blinks. */
@NullMarked
package dev.breakwater.anonymizer.track;

import org.jspecify.annotations.NullMarked;
