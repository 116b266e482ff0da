/** What a section of the console is made of: routes, who may use them, and live topics. */
@NullMarked
package dev.breakwater.console;

import org.jspecify.annotations.NullMarked;
