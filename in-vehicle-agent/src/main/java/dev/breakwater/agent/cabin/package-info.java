/**
 * The cabin sensors and the vault where their data stays. There is no way from here into the
 * outbox, not even for what the list of permitted functions has.
 */
@NullMarked
package dev.breakwater.agent.cabin;

import org.jspecify.annotations.NullMarked;
