package dev.breakwater.ingest.receive;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;

/**
 * Hands requests to their resources while their vehicle stays within its limits; answers 4.29 with
 * Max-Age (RFC 8516) to one that asks for more.
 */
final class LimitingDeliverer extends ServerMessageDeliverer {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** When a receiver stops, another one, or the same again, is there soon. */
  private static final int WHEN_STOPPING_SECONDS = 2;

  private final Allowances allowances;
  private final LongAdder requests;
  private final LongAdder slowed;
  private volatile boolean stopping;

  LimitingDeliverer(
      Resource root, Configuration configuration, Allowances allowances, ReceiverCounts counts) {
    super(root, configuration);
    this.allowances = allowances;
    this.requests = counts.requests();
    this.slowed = counts.slowed();
  }

  @Override
  protected boolean preDeliverRequest(Exchange exchange) {
    requests.increment();
    if (stopping) {
      answer(exchange, ResponseCode.SERVICE_UNAVAILABLE, WHEN_STOPPING_SECONDS);
      return true;
    }
    Optional<Peer> peer = Peer.of(exchange.getRequest().getSourceContext().getPeerIdentity());
    if (peer.isEmpty()) {
      return false; // the resource refuses whoever is no vehicle
    }
    Duration wait = allowances.take(peer.get().vehicle(), exchange.getRequest().getPayloadSize());
    if (wait.isZero()) {
      return false;
    }
    slowed.increment();
    answer(exchange, ResponseCode.TOO_MANY_REQUESTS, seconds(wait));
    return true;
  }

  private static void answer(Exchange exchange, ResponseCode code, long maxAgeSeconds) {
    var response = new Response(code);
    response.getOptions().setMaxAge(maxAgeSeconds);
    exchange.sendResponse(response);
  }

  /** Answers 5.03 from now on. */
  void takeNoMore() {
    stopping = true;
  }

  private static long seconds(Duration wait) {
    return (wait.toNanos() + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
  }
}
