/** Runs steps 8 to 10 in one process: job, store writer and log appender. */
@NullMarked
package dev.breakwater.ingest.pipeline;

import org.jspecify.annotations.NullMarked;
