/** The independent reader: verifies a published log, proves entries; knows no writer. */
@NullMarked
package dev.breakwater.audit.auditor;

import org.jspecify.annotations.NullMarked;
