package dev.breakwater.agent.uplink;

import dev.breakwater.agent.outbox.LostItem;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Empties the outbox over one session until a better one is there. A segment's manifest is
 * acknowledged before its items are sent, and before the next manifest of its lane. Belongs to the
 * uplink's thread.
 */
final class Transmission {
  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MAX_IN_FLIGHT = 16;

  /** Less than all: an account of the data never waits for data. */
  private static final int MAX_DATA_IN_FLIGHT = 14;

  /** Less still: something urgent never waits behind chunks only. */
  private static final int MAX_BULK_IN_FLIGHT = 12;

  private static final int SEGMENTS_AHEAD = 4;

  private final Load load;
  private final Outbox outbox;
  private final Link link;
  private final DtlsSession session;
  private final Ledger ledger;
  private final PolicyQuestions questions;
  private final ProofInbox proofs;
  private final ProofQuestions proofQuestions;
  private final TimeQuestions timeQuestions;
  private final Map<Delivery, InFlight> inFlight = new HashMap<>();

  private record InFlight(PendingSegment segment, Bytes body) {}

  Transmission(Load load, Link link, DtlsSession session, Ledger ledger, Inboxes inboxes) {
    this.load = load;
    this.outbox = load.outbox();
    this.link = link;
    this.session = session;
    this.ledger = ledger;
    this.questions = new PolicyQuestions(inboxes.policies(), session);
    this.proofs = inboxes.proofs();
    this.proofQuestions = new ProofQuestions(inboxes.proofs(), session);
    this.timeQuestions = new TimeQuestions(inboxes.time(), session);
  }

  /**
   * Returns why the session is of no use any more; nothing if a better one is there, or {@code
   * open} said so.
   *
   * @throws IOException if the outbox is not usable
   */
  String run(BooleanSupplier open) throws IOException, InterruptedException {
    while (open.getAsBoolean()) {
      questions.attend();
      proofQuestions.attend();
      timeQuestions.attend();
      long version = outbox.version();
      fill();
      if (link.isOver()) {
        return session.hasShakenHands() ? "" : "no handshake";
      }
      if (inFlight.isEmpty()) {
        outbox.awaitChange(version, IDLE);
        continue;
      }
      Answer answer = session.nextAnswer(POLL);
      if (answer != null) {
        settle(answer);
      }
      if (answer != null && isHandshakeFailure(answer)) {
        return answer.detail();
      }
    }
    return "";
  }

  private boolean isHandshakeFailure(Answer answer) {
    return answer.verdict() == Answer.Verdict.UNHEARD && !session.hasShakenHands();
  }

  private void fill() throws IOException {
    if (ledger.isPaused()) {
      return;
    }
    for (Lane lane : Lane.values()) {
      if (inFlight.size() < limit(lane)) {
        fill(lane);
      }
    }
  }

  /** Until the handshake is over, one request: its answer shows that the receiver takes us. */
  private int limit(Lane lane) {
    if (!session.isEstablished()) {
      return 1;
    }
    return switch (lane) {
      case CONTROL -> MAX_IN_FLIGHT;
      case STATUTORY, INCIDENT, TELEMETRY -> MAX_DATA_IN_FLIGHT;
      case BULK -> MAX_BULK_IN_FLIGHT;
    };
  }

  private void fill(Lane lane) throws IOException {
    for (PendingSegment segment : outbox.pending(lane, SEGMENTS_AHEAD)) {
      if (!segment.announced()) {
        announce(segment);
        return;
      }
      for (ItemId item : segment.items()) {
        if (inFlight.size() >= limit(lane) || !ledger.hasBandwidth(lane)) {
          return;
        }
        deliver(segment, item);
      }
    }
  }

  private void announce(PendingSegment segment) throws IOException {
    var first = new ItemId(segment.chain(), segment.firstNumber());
    var delivery = new Delivery(Delivery.Kind.MANIFEST, first);
    if (!inFlight.containsKey(delivery) && ledger.maySend(delivery)) {
      send(delivery, segment, outbox.manifest(segment));
    }
  }

  private void deliver(PendingSegment segment, ItemId item) throws IOException {
    var delivery = new Delivery(Delivery.Kind.ITEM, item);
    if (inFlight.containsKey(delivery) || !ledger.maySend(delivery)) {
      return;
    }
    Optional<Bytes> body = load.take(item);
    if (body.isPresent()) {
      send(delivery, segment, body.get());
    }
  }

  private void send(Delivery delivery, PendingSegment segment, Bytes body) {
    inFlight.put(delivery, new InFlight(segment, body));
    ledger.sending(body.length());
    session.send(delivery, body);
  }

  private void settle(Answer answer) throws IOException {
    InFlight sent = inFlight.remove(answer.delivery());
    if (sent == null) {
      return; // an answer and an error about one request: the first counts
    }
    switch (answer.verdict()) {
      case ACKNOWLEDGED -> acknowledge(answer.delivery(), sent);
      case LATER -> ledger.pause(answer);
      case FORBIDDEN -> ledger.forbidden(answer);
      case REFUSED -> refuse(answer);
      case UNHEARD -> ledger.unheard(answer); // still pending; it goes out again
    }
  }

  private void acknowledge(Delivery delivery, InFlight sent) throws IOException {
    switch (delivery.kind()) {
      case MANIFEST -> outbox.acknowledgeSegment(sent.segment());
      case ITEM -> {
        outbox.acknowledge(delivery.id());
        proofs.acknowledged(sent.body());
      }
    }
    ledger.acknowledged(delivery, sent.body().length());
  }

  /** Without its item a chain goes on, after a tombstone; without a manifest it cannot. */
  private void refuse(Answer answer) {
    ledger.refused(answer);
    if (answer.delivery().kind() == Delivery.Kind.ITEM) {
      outbox.giveUp(answer.delivery().id(), LostItem.REFUSED_BY_RECEIVER);
    }
  }
}
