/** Looks again at a sample of the stored clips with a network that did not anonymize them. */
@NullMarked
package dev.breakwater.ingest.residual;

import org.jspecify.annotations.NullMarked;
