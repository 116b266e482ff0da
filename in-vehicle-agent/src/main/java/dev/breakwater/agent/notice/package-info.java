/** What people in the car are told before anything of theirs is collected. */
@NullMarked
package dev.breakwater.agent.notice;

import org.jspecify.annotations.NullMarked;
