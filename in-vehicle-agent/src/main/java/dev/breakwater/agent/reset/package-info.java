/** Erases every trace of the people who used the car. */
@NullMarked
package dev.breakwater.agent.reset;

import org.jspecify.annotations.NullMarked;
