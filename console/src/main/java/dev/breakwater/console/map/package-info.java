/** The operator's own map: a module of his that draws places, under his review number. */
@NullMarked
package dev.breakwater.console.map;

import org.jspecify.annotations.NullMarked;
