/** The car's own account of what it gave to the network, to be compared with a capture. */
@NullMarked
package dev.breakwater.agent.egress;

import org.jspecify.annotations.NullMarked;
