/** Inclusion and consistency proofs, computed from tiles and verified without them. */
@NullMarked
package dev.breakwater.audit.proof;

import org.jspecify.annotations.NullMarked;
