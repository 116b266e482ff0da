/** A witness: cosigns what only grows (C2SP tlog-witness, tlog-cosignature). */
@NullMarked
package dev.breakwater.audit.witness;

import org.jspecify.annotations.NullMarked;
