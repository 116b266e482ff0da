/** Asks the policy whether data may be collected and may leave the car. */
@NullMarked
package dev.breakwater.agent.decide;

import org.jspecify.annotations.NullMarked;
