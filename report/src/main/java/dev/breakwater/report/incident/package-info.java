/** The report of a data-security incident. */
@NullMarked
package dev.breakwater.report.incident;

import org.jspecify.annotations.NullMarked;
