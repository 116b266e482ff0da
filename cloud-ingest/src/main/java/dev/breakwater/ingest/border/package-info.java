/** Step 9b: the only way out of the country; decided, counted, logged, then delivered. */
@NullMarked
package dev.breakwater.ingest.border;

import org.jspecify.annotations.NullMarked;
