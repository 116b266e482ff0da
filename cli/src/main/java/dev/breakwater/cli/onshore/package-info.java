/** What the onshore side is told by its one file, and how its processes say how they are. */
@NullMarked
package dev.breakwater.cli.onshore;

import org.jspecify.annotations.NullMarked;
