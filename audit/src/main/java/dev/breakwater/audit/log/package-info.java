/** The writer: stage, swap the head, apply, publish; recovery is the same path. */
@NullMarked
package dev.breakwater.audit.log;

import org.jspecify.annotations.NullMarked;
