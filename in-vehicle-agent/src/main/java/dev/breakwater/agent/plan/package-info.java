/**
 * What the car records: collection plans, the conditions that start them, and what waits for one.
 */
@NullMarked
package dev.breakwater.agent.plan;

import org.jspecify.annotations.NullMarked;
