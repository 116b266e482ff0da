@NullMarked
package dev.breakwater.ingest.bundle;

import org.jspecify.annotations.NullMarked;
