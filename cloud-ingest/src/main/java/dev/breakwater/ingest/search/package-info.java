/** The operator's private index of the log, and who searched it. */
@NullMarked
package dev.breakwater.ingest.search;

import org.jspecify.annotations.NullMarked;
