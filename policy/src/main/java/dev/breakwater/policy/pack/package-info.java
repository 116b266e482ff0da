/** Law packs: rules with their clauses and effective dates, read from YAML. */
@NullMarked
package dev.breakwater.policy.pack;

import org.jspecify.annotations.NullMarked;
