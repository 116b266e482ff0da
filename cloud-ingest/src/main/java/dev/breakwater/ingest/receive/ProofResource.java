package dev.breakwater.ingest.receive;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives an enrolled vehicle the proof that an item of its own is in the audit log: GET with the
 * query {@code item=EPOCH/LANE/NUMBER}. Answers 2.05 with a {@link dev.breakwater.wire.LoggedItem},
 * 4.04 while the item is not in the log, 4.00 for another query, 4.03 for another peer, 5.03 with
 * Max-Age when too many ask. No vehicle can name another's item: whose it is comes from the
 * certificate.
 */
final class ProofResource extends CoapResource implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProofResource.class);
  private static final Pattern QUERY =
      Pattern.compile(
          "item=(?<epoch>[1-9][0-9]{0,17})/(?<lane>[A-Z]{1,16})/(?<number>[0-9]{1,18})");

  /** A proof reads the store and the log; so many questions wait for one thread. */
  private static final int MAX_WAITING = 64;

  private static final int WHEN_FULL_SECONDS = 30;

  private final Gatekeeper gatekeeper;
  private final ItemProofs proofs;
  private final ThreadPoolExecutor prover =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), ProofResource::thread);

  ProofResource(String name, Gatekeeper gatekeeper, ItemProofs proofs) {
    super(name);
    this.gatekeeper = gatekeeper;
    this.proofs = proofs;
  }

  private static Thread thread(Runnable work) {
    return new Thread(work, "item-proofs");
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    var peer = Peer.of(exchange.advanced().getRequest().getSourceContext().getPeerIdentity());
    if (!gatekeeper.admits(peer)) {
      exchange.respond(ResponseCode.FORBIDDEN);
      return;
    }
    Optional<ItemId> item =
        item(peer.orElseThrow().vehicle(), exchange.getRequestOptions().getUriQuery());
    if (item.isEmpty()) {
      exchange.respond(ResponseCode.BAD_REQUEST);
      return;
    }
    try {
      prover.execute(() -> prove(exchange, item.get()));
    } catch (RejectedExecutionException e) {
      later(exchange);
    }
  }

  private static Optional<ItemId> item(VehicleRef vehicle, List<String> queries) {
    Matcher form = QUERY.matcher(queries.size() == 1 ? queries.get(0) : "");
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Lane lane = Lane.valueOf(form.group("lane"));
      var chain = new ChainId(vehicle, Long.parseLong(form.group("epoch")), lane);
      return Optional.of(new ItemId(chain, Long.parseLong(form.group("number"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no such lane
    }
  }

  private void prove(CoapExchange exchange, ItemId item) {
    try {
      proofs
          .find(item)
          .ifPresentOrElse(
              proof ->
                  exchange.respond(
                      ResponseCode.CONTENT,
                      proof.encode().toArray(),
                      MediaTypeRegistry.APPLICATION_OCTET_STREAM),
              () -> exchange.respond(ResponseCode.NOT_FOUND));
    } catch (IOException e) {
      log.warn("event=proof_failed error=\"{}\"", e.toString());
      later(exchange);
    }
  }

  private static void later(CoapExchange exchange) {
    var response = new Response(ResponseCode.SERVICE_UNAVAILABLE);
    response.getOptions().setMaxAge(WHEN_FULL_SECONDS);
    exchange.respond(response);
  }

  @Override
  public void close() {
    prover.shutdownNow();
  }
}
