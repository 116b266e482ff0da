/** The encrypted, bounded, crash-safe queue of what was sealed, and the port that empties it. */
@NullMarked
package dev.breakwater.agent.outbox;

import org.jspecify.annotations.NullMarked;
