@NullMarked
package dev.breakwater.cli.onshore;

import org.jspecify.annotations.NullMarked;
