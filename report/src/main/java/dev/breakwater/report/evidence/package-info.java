/** Evidence files: read only if they have the digest that they should have. */
@NullMarked
package dev.breakwater.report.evidence;

import org.jspecify.annotations.NullMarked;
