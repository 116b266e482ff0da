/** What the driver has decided, by category. */
@NullMarked
package dev.breakwater.agent.consent;

import org.jspecify.annotations.NullMarked;
