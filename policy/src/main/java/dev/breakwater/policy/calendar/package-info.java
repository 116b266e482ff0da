/** China's time, its working days, and the terms of its law that are counted in them. */
@NullMarked
package dev.breakwater.policy.calendar;

import org.jspecify.annotations.NullMarked;
