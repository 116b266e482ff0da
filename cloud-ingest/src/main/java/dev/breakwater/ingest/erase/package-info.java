/** Erases what a person took back, or asked to have erased, and proves it. */
@NullMarked
package dev.breakwater.ingest.erase;

import org.jspecify.annotations.NullMarked;
