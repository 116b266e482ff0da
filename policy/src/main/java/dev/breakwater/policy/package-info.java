/**
 * Decides, for one category of data at one stage, what the law in force allows; no I/O after load.
 */
@NullMarked
package dev.breakwater.policy;

import org.jspecify.annotations.NullMarked;
