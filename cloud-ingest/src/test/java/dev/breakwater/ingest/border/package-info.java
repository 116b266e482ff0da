@org.jspecify.annotations.NullMarked
package dev.breakwater.ingest.border;
