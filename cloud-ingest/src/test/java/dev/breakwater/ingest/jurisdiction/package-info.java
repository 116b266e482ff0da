@org.jspecify.annotations.NullMarked
package dev.breakwater.ingest.jurisdiction;
