/** The data keys, and what is encrypted under them from the receiver to the reader of the store. */
@NullMarked
package dev.breakwater.ingest.keys;

import org.jspecify.annotations.NullMarked;
