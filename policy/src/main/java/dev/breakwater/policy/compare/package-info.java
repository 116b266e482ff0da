/** Holds the answers of two policies against each other. */
@NullMarked
package dev.breakwater.policy.compare;

import org.jspecify.annotations.NullMarked;
