@NullMarked
package dev.breakwater.ingest.reconcile;

import org.jspecify.annotations.NullMarked;
