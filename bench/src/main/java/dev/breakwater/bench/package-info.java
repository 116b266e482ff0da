/** What is measured with JMH, with traffic of a whole fleet. */
@NullMarked
package dev.breakwater.bench;

import org.jspecify.annotations.NullMarked;
