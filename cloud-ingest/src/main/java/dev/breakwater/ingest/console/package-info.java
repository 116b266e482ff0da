/** What a person looks at: one page about the state of the onshore side. */
@NullMarked
package dev.breakwater.ingest.console;

import org.jspecify.annotations.NullMarked;
