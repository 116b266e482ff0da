/** Finds what is missing, from the numbers that the cars themselves signed. */
@NullMarked
package dev.breakwater.ingest.reconcile;

import org.jspecify.annotations.NullMarked;
