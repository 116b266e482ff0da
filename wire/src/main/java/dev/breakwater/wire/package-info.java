/** What crosses a process border: identifiers, digests and the Avro-encoded records. */
@NullMarked
package dev.breakwater.wire;

import org.jspecify.annotations.NullMarked;
