@NullMarked
package dev.breakwater.ingest.stream;

import org.jspecify.annotations.NullMarked;
