/** The sheets that people write for reports. */
@NullMarked
package dev.breakwater.cli.report;

import org.jspecify.annotations.NullMarked;
