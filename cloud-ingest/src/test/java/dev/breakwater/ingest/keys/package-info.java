@NullMarked
package dev.breakwater.ingest.keys;

import org.jspecify.annotations.NullMarked;
