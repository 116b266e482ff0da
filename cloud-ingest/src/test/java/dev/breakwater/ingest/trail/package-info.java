@NullMarked
package dev.breakwater.ingest.trail;

import org.jspecify.annotations.NullMarked;
