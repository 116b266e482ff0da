/** One drive through the whole system on one machine, and the verdict on it. */
@NullMarked
package dev.breakwater.cli.demo;

import org.jspecify.annotations.NullMarked;
