/**
 * From the car into Kafka: CoAP over DTLS in, one record per request out, acknowledged after the
 * commit.
 */
@NullMarked
package dev.breakwater.ingest.receive;

import org.jspecify.annotations.NullMarked;
