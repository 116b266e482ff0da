/** Finds faces and plates in a frame. */
@NullMarked
package dev.breakwater.anonymizer.detect;

import org.jspecify.annotations.NullMarked;
