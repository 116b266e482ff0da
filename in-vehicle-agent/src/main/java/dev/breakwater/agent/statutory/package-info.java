/**
 * The statutory lane: reports the law asks for go to the platform for electric vehicles by a
 * connection of their own. Nothing else travels here.
 */
@NullMarked
package dev.breakwater.agent.statutory;

import org.jspecify.annotations.NullMarked;
