/** Step 9a: the onshore store, written exactly once, read by anybody who may. */
@NullMarked
package dev.breakwater.ingest.onshore;

import org.jspecify.annotations.NullMarked;
