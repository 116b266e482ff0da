package dev.breakwater.ingest.receive;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.LoggedItem;
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
 * query {@code item=EPOCH/LANE/NUMBER}, and the receipt of the erasure that a withdrawal of its
 * people asked for: {@code withdrawal=N}, the epoch of that decision. Answers 2.05 with a {@link
 * dev.breakwater.wire.LoggedItem} or {@link ErasureReceipt}, 4.04 while it is not in the log, 4.00
 * for another query, 4.03 for another peer, 5.03 with Max-Age when too many ask. No vehicle can
 * name another's item: whose it is comes from the certificate.
 */
final class ProofResource extends CoapResource implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProofResource.class);
  private static final Pattern WITHDRAWAL = Pattern.compile("withdrawal=([1-9][0-9]{0,17})");
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
    Optional<Question> question =
        question(peer.orElseThrow().vehicle(), exchange.getRequestOptions().getUriQuery());
    if (question.isEmpty()) {
      exchange.respond(ResponseCode.BAD_REQUEST);
      return;
    }
    try {
      prover.execute(() -> prove(exchange, question.get()));
    } catch (RejectedExecutionException e) {
      later(exchange);
    }
  }

  /** What is asked for; answers the encoding of a proof. */
  private interface Question {
    Optional<Bytes> answer() throws IOException;
  }

  private Optional<Question> question(VehicleRef vehicle, List<String> queries) {
    Matcher withdrawal = WITHDRAWAL.matcher(queries.size() == 1 ? queries.get(0) : "");
    if (withdrawal.matches()) {
      long epoch = Long.parseLong(withdrawal.group(1));
      return Optional.of(() -> proofs.erasure(vehicle, epoch).map(ErasureReceipt::encode));
    }
    return item(vehicle, queries).map(item -> () -> proofs.find(item).map(LoggedItem::encode));
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

  private static void prove(CoapExchange exchange, Question question) {
    try {
      question
          .answer()
          .ifPresentOrElse(
              proof ->
                  exchange.respond(
                      ResponseCode.CONTENT,
                      proof.toArray(),
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
