/** Charts as lines and areas, for every way a report is written. */
@NullMarked
package dev.breakwater.report.chart;

import org.jspecify.annotations.NullMarked;
