/** Step 10: one leaf in the audit log for each outcome, and the proof of it. */
@NullMarked
package dev.breakwater.ingest.trail;

import org.jspecify.annotations.NullMarked;
