@NullMarked
package dev.breakwater.ingest.feed;

import org.jspecify.annotations.NullMarked;
