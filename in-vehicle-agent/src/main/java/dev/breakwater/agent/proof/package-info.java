/** Follows a sample of the acknowledged items into the audit log, and tells when one is missing. */
@NullMarked
package dev.breakwater.agent.proof;

import org.jspecify.annotations.NullMarked;
