/**
 * The built-in drive: a street that this package draws itself, with the truth about every face and
 * plate in it. Nothing here is a picture of anything; no fonts, no textures, no outside data.
 */
@NullMarked
package dev.breakwater.anonymizer.synthetic;

import org.jspecify.annotations.NullMarked;
