/** Telemetry for readers onshore, each with a purpose that the policy permits. */
@NullMarked
package dev.breakwater.ingest.feed;

import org.jspecify.annotations.NullMarked;
