/** The log and its evidence in the console: head, search, disclosures, reports. */
@NullMarked
package dev.breakwater.console.evidence;

import org.jspecify.annotations.NullMarked;
