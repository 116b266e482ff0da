/**
 * The arithmetic of the border: which route the law demands for an export, and whether an approval
 * covers it. Nothing is counted here; the counts are the caller's.
 */
@NullMarked
package dev.breakwater.policy.border;

import org.jspecify.annotations.NullMarked;
