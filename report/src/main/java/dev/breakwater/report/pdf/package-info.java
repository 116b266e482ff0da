/** A report as PDF. */
@NullMarked
package dev.breakwater.report.pdf;

import org.jspecify.annotations.NullMarked;
