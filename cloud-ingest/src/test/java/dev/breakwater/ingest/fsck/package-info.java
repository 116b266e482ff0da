@NullMarked
package dev.breakwater.ingest.fsck;

import org.jspecify.annotations.NullMarked;
