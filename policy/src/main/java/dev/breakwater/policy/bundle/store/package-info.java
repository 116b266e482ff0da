/** Keeps accepted bundles in a directory. */
@NullMarked
package dev.breakwater.policy.bundle.store;

import org.jspecify.annotations.NullMarked;
