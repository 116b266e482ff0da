/** Requests, and the decisions that the law demands for them. */
@NullMarked
package dev.breakwater.policy.conformance;

import org.jspecify.annotations.NullMarked;
