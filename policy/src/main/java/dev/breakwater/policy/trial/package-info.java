/** Tries a pack: cases with the decision that their author expects, and the traffic of the past. */
@NullMarked
package dev.breakwater.policy.trial;

import org.jspecify.annotations.NullMarked;
