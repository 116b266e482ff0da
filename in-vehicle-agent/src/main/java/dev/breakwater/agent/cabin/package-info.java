/** What the car knows of its cabin sensors without opening them. */
@NullMarked
package dev.breakwater.agent.cabin;

import org.jspecify.annotations.NullMarked;
