/**
 * Finds out what is covered in labelled pictures: by running the product, by running its bare
 * network, or from what another anonymizer wrote down.
 */
@NullMarked
package dev.breakwater.anonymizer.evaluate.masking;

import org.jspecify.annotations.NullMarked;
