/** The {@code breakwater} command: reads arguments, wires the modules, prints results. */
@NullMarked
package dev.breakwater.cli;

import org.jspecify.annotations.NullMarked;
