/** The gate: a frame in, a SafeFrame or a refusal out; and the only writers of frames. */
@NullMarked
package dev.breakwater.anonymizer.gate;

import org.jspecify.annotations.NullMarked;
