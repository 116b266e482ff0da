/** The stand-alone verifier: one jar that needs a Java runtime and nothing else. */
@NullMarked
package dev.breakwater.audit.standalone;

import org.jspecify.annotations.NullMarked;
