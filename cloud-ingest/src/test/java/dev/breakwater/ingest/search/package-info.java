@NullMarked
package dev.breakwater.ingest.search;

import org.jspecify.annotations.NullMarked;
