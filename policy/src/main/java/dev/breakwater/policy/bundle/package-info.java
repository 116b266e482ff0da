/**
 * Law packs as signed data: what a bundle is, which is accepted, and which is in force when; no
 * I/O.
 */
@NullMarked
package dev.breakwater.policy.bundle;

import org.jspecify.annotations.NullMarked;
