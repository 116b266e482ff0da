/** Policy bundles on their way: the topic that receiver and job read, and how one gets there. */
@NullMarked
package dev.breakwater.ingest.bundle;

import org.jspecify.annotations.NullMarked;
