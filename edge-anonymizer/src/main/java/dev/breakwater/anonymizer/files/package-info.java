/** Anonymizes pictures, folders and videos from file to file. */
@NullMarked
package dev.breakwater.anonymizer.files;

import org.jspecify.annotations.NullMarked;
