/** A service that anonymizes what is posted to it; the pictures come from the gate as always. */
@NullMarked
package dev.breakwater.anonymizer.serve;

import org.jspecify.annotations.NullMarked;
