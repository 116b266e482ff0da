/**
 * The configuration file of the vehicle's side: one section a part, every option with a default.
 */
@NullMarked
package dev.breakwater.cli.vehicle;

import org.jspecify.annotations.NullMarked;
