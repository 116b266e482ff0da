/** What a rule says, and what it is asked. */
@NullMarked
package dev.breakwater.policy.rule;

import org.jspecify.annotations.NullMarked;
