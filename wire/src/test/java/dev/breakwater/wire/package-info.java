@NullMarked
package dev.breakwater.wire;

import org.jspecify.annotations.NullMarked;
