/** The messages of GB/T 32960.3 in both editions: their tables as data, read and written. */
@NullMarked
package dev.breakwater.agent.statutory.packet;

import org.jspecify.annotations.NullMarked;
