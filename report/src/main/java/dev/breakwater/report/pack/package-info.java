/** The report of a compliance audit on an evidence pack. */
@NullMarked
package dev.breakwater.report.pack;

import org.jspecify.annotations.NullMarked;
