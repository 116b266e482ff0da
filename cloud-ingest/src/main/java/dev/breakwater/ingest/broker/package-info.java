/** The Kafka broker that runs inside the process, and the topics. */
@NullMarked
package dev.breakwater.ingest.broker;

import org.jspecify.annotations.NullMarked;
