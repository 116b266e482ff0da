/** Covers regions with solid masks. */
@NullMarked
package dev.breakwater.anonymizer.redact;

import org.jspecify.annotations.NullMarked;
