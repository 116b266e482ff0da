/** The page on the head unit: what is collected, and the driver's decisions. */
@NullMarked
package dev.breakwater.agent.headunit;

import org.jspecify.annotations.NullMarked;
