/** Frames in and out: FFmpeg is used here and nowhere else. */
@NullMarked
package dev.breakwater.anonymizer.frame;

import org.jspecify.annotations.NullMarked;
