/** Topics and the records that travel on them. */
@NullMarked
package dev.breakwater.ingest.stream;

import org.jspecify.annotations.NullMarked;
