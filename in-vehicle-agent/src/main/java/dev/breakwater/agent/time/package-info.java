/** The time that consents run by. */
@NullMarked
package dev.breakwater.agent.time;

import org.jspecify.annotations.NullMarked;
