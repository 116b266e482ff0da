/** The annual report on the security of vehicle data. */
@NullMarked
package dev.breakwater.report.annual;

import org.jspecify.annotations.NullMarked;
