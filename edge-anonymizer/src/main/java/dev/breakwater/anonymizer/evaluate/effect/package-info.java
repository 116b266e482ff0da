/** Whether what was covered can still be recognized: the effect check of GB/T 44464-2024, B.6. */
@NullMarked
package dev.breakwater.anonymizer.evaluate.effect;

import org.jspecify.annotations.NullMarked;
