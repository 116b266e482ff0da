/** Which networks are onshore; knows addresses as bytes, and opens nothing. */
@NullMarked
package dev.breakwater.agent.onshore;

import org.jspecify.annotations.NullMarked;
