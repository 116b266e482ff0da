/** Small files that survive a loss of power whole or not at all. */
@NullMarked
package dev.breakwater.agent.durable;

import org.jspecify.annotations.NullMarked;
