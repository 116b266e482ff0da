/** Signals from a broker in the car. */
@NullMarked
package dev.breakwater.agent.capture.mqtt;

import org.jspecify.annotations.NullMarked;
