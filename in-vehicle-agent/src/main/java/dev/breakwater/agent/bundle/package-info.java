/** Takes policy bundles that are put into the car's inbox. */
@NullMarked
package dev.breakwater.agent.bundle;

import org.jspecify.annotations.NullMarked;
