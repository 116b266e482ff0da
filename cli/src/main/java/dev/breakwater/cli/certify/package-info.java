/** The examiner's checks of a whole car, and what each of them found. */
@NullMarked
package dev.breakwater.cli.certify;

import org.jspecify.annotations.NullMarked;
