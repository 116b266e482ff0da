/** Evidence packs: what somebody who trusts nobody gets in one file, and its offline verifier. */
@NullMarked
package dev.breakwater.audit.evidence;

import org.jspecify.annotations.NullMarked;
