/** What the driver has decided, by purpose; what a withdrawal deletes, and the receipt for it. */
@NullMarked
package dev.breakwater.agent.consent;

import org.jspecify.annotations.NullMarked;
