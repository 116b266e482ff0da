@NullMarked
package dev.breakwater.ingest.onshore;

import org.jspecify.annotations.NullMarked;
