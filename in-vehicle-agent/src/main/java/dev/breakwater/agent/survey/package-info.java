/**
 * Surveying: raw geodata goes straight to the qualified unit's pinned endpoint and nowhere else,
 * and sensitive areas are known without telling anybody where the car is.
 */
@NullMarked
package dev.breakwater.agent.survey;

import org.jspecify.annotations.NullMarked;
