@NullMarked
package dev.breakwater.audit.evidence;

import org.jspecify.annotations.NullMarked;
