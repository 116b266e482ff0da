@NullMarked
package dev.breakwater.ingest.job;

import org.jspecify.annotations.NullMarked;
