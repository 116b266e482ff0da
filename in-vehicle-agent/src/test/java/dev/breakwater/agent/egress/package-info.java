@NullMarked
package dev.breakwater.agent.egress;

import org.jspecify.annotations.NullMarked;
