/** The keys of the car behind a port. */
@NullMarked
package dev.breakwater.agent.keys;

import org.jspecify.annotations.NullMarked;
