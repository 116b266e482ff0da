/** Where peers are: checked at every connect that the onshore side opens, and of who asks it. */
@NullMarked
package dev.breakwater.ingest.jurisdiction;

import org.jspecify.annotations.NullMarked;
