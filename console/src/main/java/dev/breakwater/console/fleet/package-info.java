/** What an operator watches: the fleet, a vehicle, incidents, the quarantine, erasures. */
@NullMarked
package dev.breakwater.console.fleet;

import org.jspecify.annotations.NullMarked;
