@NullMarked
package dev.breakwater.ingest.residual;

import org.jspecify.annotations.NullMarked;
