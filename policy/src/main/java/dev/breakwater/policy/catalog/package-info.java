/** Which category of data a vehicle signal belongs to. */
@NullMarked
package dev.breakwater.policy.catalog;

import org.jspecify.annotations.NullMarked;
