package dev.breakwater.ingest.receive;

import dev.breakwater.wire.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * Gives an enrolled vehicle the policy bundle after the one it has: GET with the query {@code
 * after=N}, N being its sequence number, 0 for none. Answers 2.05 with the bundle, 2.03 if there is
 * none after it, 4.00 without a number, 4.03 for another peer. The vehicle verifies what it gets:
 * this side only serves it.
 */
final class BundleResource extends CoapResource {
  private static final String QUERY = "after=";

  private final Gatekeeper gatekeeper;
  private final LongFunction<Optional<Bytes>> bundles;

  BundleResource(String name, Gatekeeper gatekeeper, LongFunction<Optional<Bytes>> bundles) {
    super(name);
    this.gatekeeper = gatekeeper;
    this.bundles = bundles;
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    var principal = exchange.advanced().getRequest().getSourceContext().getPeerIdentity();
    if (!gatekeeper.admits(Peer.of(principal))) {
      exchange.respond(ResponseCode.FORBIDDEN);
      return;
    }
    Optional<Long> after = after(exchange.getRequestOptions().getUriQuery());
    if (after.isEmpty()) {
      exchange.respond(ResponseCode.BAD_REQUEST);
      return;
    }
    bundles
        .apply(after.get())
        .ifPresentOrElse(
            tar ->
                exchange.respond(
                    ResponseCode.CONTENT,
                    tar.toArray(),
                    MediaTypeRegistry.APPLICATION_OCTET_STREAM),
            () -> exchange.respond(ResponseCode.VALID));
  }

  private static Optional<Long> after(List<String> queries) {
    if (queries.size() != 1 || !queries.get(0).matches(QUERY + "[0-9]{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(queries.get(0).substring(QUERY.length())));
  }
}
