/** Signals of a CAN bus: what a DBC file says of its frames, and logs of candump. */
@NullMarked
package dev.breakwater.agent.capture.can;

import org.jspecify.annotations.NullMarked;
