@NullMarked
package dev.breakwater.ingest.evidence;

import org.jspecify.annotations.NullMarked;
