/** Reads the sources of a drive: frames and signals. */
@NullMarked
package dev.breakwater.agent.capture;

import org.jspecify.annotations.NullMarked;
