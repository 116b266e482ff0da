@NullMarked
package dev.breakwater.ingest.dataset;

import org.jspecify.annotations.NullMarked;
