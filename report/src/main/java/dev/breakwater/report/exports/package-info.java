/** The register of exports as a report. */
@NullMarked
package dev.breakwater.report.exports;

import org.jspecify.annotations.NullMarked;
