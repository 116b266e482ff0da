/** The border in the console: requests, approvals, gauges, the calendar and the register. */
@NullMarked
package dev.breakwater.console.border;

import org.jspecify.annotations.NullMarked;
