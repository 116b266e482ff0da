/** The process in the car: one drive from its sensors to the outbox. */
@NullMarked
package dev.breakwater.agent;

import org.jspecify.annotations.NullMarked;
