/** The operator's own check of a log at rest; shares no code with the writer. */
@NullMarked
package dev.breakwater.audit.fsck;

import org.jspecify.annotations.NullMarked;
