@NullMarked
package dev.breakwater.ingest.pipeline;

import org.jspecify.annotations.NullMarked;
