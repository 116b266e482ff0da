@NullMarked
package dev.breakwater.console.fleet;

import org.jspecify.annotations.NullMarked;
