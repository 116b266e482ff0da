package dev.breakwater.ingest.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.InstantSource;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * Tells an enrolled vehicle the time: 2.05 with Unix milliseconds in decimal digits, 4.03 for
 * another peer. The session it comes over authenticates it.
 */
final class TimeResource extends CoapResource {
  private final Gatekeeper gatekeeper;
  private final InstantSource clock;

  TimeResource(String name, Gatekeeper gatekeeper, InstantSource clock) {
    super(name);
    this.gatekeeper = gatekeeper;
    this.clock = clock;
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    var principal = exchange.advanced().getRequest().getSourceContext().getPeerIdentity();
    if (gatekeeper.admits(Peer.of(principal))) {
      byte[] now = Long.toString(clock.millis()).getBytes(US_ASCII);
      exchange.respond(ResponseCode.CONTENT, now, MediaTypeRegistry.TEXT_PLAIN);
    } else {
      exchange.respond(ResponseCode.FORBIDDEN);
    }
  }
}
