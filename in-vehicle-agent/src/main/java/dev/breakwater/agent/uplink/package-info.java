/** The way out of the car: what the outbox holds, by CoAP over DTLS, until it is acknowledged. */
@NullMarked
package dev.breakwater.agent.uplink;

import org.jspecify.annotations.NullMarked;
