/** The only way into the outbox: numbers items, chains them, signs their segments. */
@NullMarked
package dev.breakwater.agent.seal;

import org.jspecify.annotations.NullMarked;
