/**
 * What a report says, without how it looks: headings, tables, key figures, charts, and the evidence
 * of each figure.
 */
@NullMarked
package dev.breakwater.report.page;

import org.jspecify.annotations.NullMarked;
