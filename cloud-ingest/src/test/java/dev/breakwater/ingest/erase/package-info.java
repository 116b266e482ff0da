@NullMarked
package dev.breakwater.ingest.erase;

import org.jspecify.annotations.NullMarked;
