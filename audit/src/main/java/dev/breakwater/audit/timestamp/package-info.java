/** Trusted time: tokens of time-stamp authorities for checkpoints (RFC 3161). */
@NullMarked
package dev.breakwater.audit.timestamp;

import org.jspecify.annotations.NullMarked;
