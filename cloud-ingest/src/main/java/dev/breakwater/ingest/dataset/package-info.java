/** Anonymized clips of the store as a folder that says where each comes from. */
@NullMarked
package dev.breakwater.ingest.dataset;

import org.jspecify.annotations.NullMarked;
