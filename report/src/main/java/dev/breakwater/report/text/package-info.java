/** The words of reports, in Chinese, English and Japanese. */
@NullMarked
package dev.breakwater.report.text;

import org.jspecify.annotations.NullMarked;
