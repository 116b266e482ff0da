package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.receive.RawLog.Commit;
import dev.breakwater.ingest.receive.Screening.Admitted;
import dev.breakwater.ingest.receive.Screening.Refused;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.RawRecord;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one kind of record by POST. Answers (RFC 7252 section 5.9): 2.04 after the commit, 4.00
 * undecodable, 4.03 not this peer's to deliver, 4.13 too large, 5.03 with Max-Age when the sender
 * shall repeat it after that many seconds.
 */
final class IngestResource extends CoapResource {
  private static final Logger log = LoggerFactory.getLogger(IngestResource.class);
  private static final Duration WHEN_FULL = Duration.ofSeconds(1);
  private static final Duration WHEN_FAILED = Duration.ofSeconds(2);

  private final RawRecord.Kind kind;
  private final Gatekeeper gatekeeper;
  private final RawLog raw;

  IngestResource(String name, RawRecord.Kind kind, Gatekeeper gatekeeper, RawLog raw) {
    super(name);
    this.kind = kind;
    this.gatekeeper = gatekeeper;
    this.raw = raw;
  }

  /** The answer travels in the acknowledgement: a repeated message finds its first exchange. */
  @Override
  public void handlePOST(CoapExchange exchange) {
    var principal = exchange.advanced().getRequest().getSourceContext().getPeerIdentity();
    byte[] payload = exchange.getRequestPayload();
    Bytes body = payload == null ? Bytes.EMPTY : Bytes.of(payload);
    try {
      gatekeeper
          .screen(Peer.of(principal), kind, body)
          .<Runnable>match(
              admitted -> () -> commit(exchange, admitted),
              refused -> () -> refuse(exchange, refused))
          .run();
    } catch (IOException e) {
      // Fail closed: what cannot be encrypted is not written.
      log.error("event=encryption_failed error=\"{}\"", e.toString());
      exchange.respond(later(WHEN_FAILED));
    }
  }

  private void commit(CoapExchange exchange, Admitted admitted) {
    raw.append(admitted.chain(), admitted.record(), commit -> exchange.respond(answer(commit)));
  }

  private static Response answer(Commit commit) {
    return switch (commit) {
      case COMMITTED -> new Response(ResponseCode.CHANGED);
      case FULL -> later(WHEN_FULL);
      case FAILED -> later(WHEN_FAILED);
    };
  }

  private static Response later(Duration maxAge) {
    var response = new Response(ResponseCode.SERVICE_UNAVAILABLE);
    response.getOptions().setMaxAge(maxAge.toSeconds());
    return response;
  }

  private void refuse(CoapExchange exchange, Refused refused) {
    log.info(
        "event=request_refused kind={} refusal={} reason=\"{}\"",
        kind,
        refused.refusal(),
        refused.reason());
    exchange.respond(
        switch (refused.refusal()) {
          case UNDECODABLE -> ResponseCode.BAD_REQUEST;
          case FORBIDDEN -> ResponseCode.FORBIDDEN;
          case TOO_LARGE -> ResponseCode.REQUEST_ENTITY_TOO_LARGE;
        });
  }
}
