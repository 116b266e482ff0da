/** Reads the files that a policy author writes and says where in them a problem is. */
@NullMarked
package dev.breakwater.policy.source;

import org.jspecify.annotations.NullMarked;
