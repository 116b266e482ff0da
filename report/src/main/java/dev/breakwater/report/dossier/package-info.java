/** The dossier of the four requirements. */
@NullMarked
package dev.breakwater.report.dossier;

import org.jspecify.annotations.NullMarked;
