/** Step 8: verifies what arrived, drops duplicates and decides again, exactly once. */
@NullMarked
package dev.breakwater.ingest.job;

import org.jspecify.annotations.NullMarked;
