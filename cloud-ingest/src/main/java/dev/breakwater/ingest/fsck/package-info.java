/** The operator's check of store and log together, at rest; shares no code with their writers. */
@NullMarked
package dev.breakwater.ingest.fsck;

import org.jspecify.annotations.NullMarked;
