/** Signed tree heads: C2SP checkpoints, signed notes and their Ed25519 keys. */
@NullMarked
package dev.breakwater.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
