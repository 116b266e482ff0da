/** Files that survive a crash as a whole or not at all. */
@NullMarked
package dev.breakwater.audit.durable;

import org.jspecify.annotations.NullMarked;
