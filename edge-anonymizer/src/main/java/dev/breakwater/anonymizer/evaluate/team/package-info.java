/** Qualifies those who label pictures, GB/T 44464-2024 B.2.4. */
@NullMarked
package dev.breakwater.anonymizer.evaluate.team;

import org.jspecify.annotations.NullMarked;
