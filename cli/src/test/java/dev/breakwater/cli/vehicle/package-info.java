@NullMarked
package dev.breakwater.cli.vehicle;

import org.jspecify.annotations.NullMarked;
