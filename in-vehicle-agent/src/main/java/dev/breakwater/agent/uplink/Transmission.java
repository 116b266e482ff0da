package dev.breakwater.agent.uplink;

import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Empties the outbox over one session until the session is silent for too long. A segment's
 * manifest is acknowledged before its items are sent, and before the next manifest of its lane.
 * Belongs to the uplink's thread.
 */
final class Transmission {
  /** Longer than the receiver takes to commit or to say that it cannot. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MAX_IN_FLIGHT = 16;

  /** Less than all: something urgent never waits behind chunks only. */
  private static final int MAX_BULK_IN_FLIGHT = 12;

  private static final int SEGMENTS_AHEAD = 4;

  private final Outbox outbox;
  private final DtlsSession session;
  private final Ledger ledger;
  private final PolicyQuestions questions;
  private final Map<Delivery, InFlight> inFlight = new HashMap<>();

  private record InFlight(PendingSegment segment, int bytes) {}

  Transmission(Outbox outbox, DtlsSession session, Ledger ledger, PolicyInbox policies) {
    this.outbox = outbox;
    this.session = session;
    this.ledger = ledger;
    this.questions = new PolicyQuestions(policies, session);
  }

  /**
   * Returns why it ended: the session is of no use any more, or {@code open} said so.
   *
   * @throws IOException if the outbox is not usable
   */
  String run(BooleanSupplier open) throws IOException, InterruptedException {
    while (open.getAsBoolean()) {
      if (!questions.attend()) {
        return "no answer to a question";
      }
      long version = outbox.version();
      fill();
      if (inFlight.isEmpty()) {
        outbox.awaitChange(version, IDLE);
        continue;
      }
      Answer answer = session.nextAnswer(POLL);
      if (answer != null) {
        settle(answer);
        if (answer.verdict() == Answer.Verdict.UNHEARD) {
          return answer.detail();
        }
      } else if (session.silence().compareTo(LONGEST_SILENCE) > 0) {
        return "silence";
      }
    }
    return "closed";
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
    return lane == Lane.BULK ? MAX_BULK_IN_FLIGHT : MAX_IN_FLIGHT;
  }

  private void fill(Lane lane) throws IOException {
    for (PendingSegment segment : outbox.pending(lane, SEGMENTS_AHEAD)) {
      if (!segment.announced()) {
        announce(segment);
        return;
      }
      for (ItemId item : segment.items()) {
        if (inFlight.size() >= limit(lane)) {
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
    Bytes body;
    try {
      body = outbox.item(item);
    } catch (IllegalArgumentException e) {
      return; // dropped, with a tombstone, since we looked
    }
    send(delivery, segment, body);
  }

  private void send(Delivery delivery, PendingSegment segment, Bytes body) {
    if (inFlight.isEmpty()) {
      session.expectAnswers();
    }
    inFlight.put(delivery, new InFlight(segment, body.length()));
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
      case UNHEARD -> {} // still pending; it goes out with the next session
    }
  }

  private void acknowledge(Delivery delivery, InFlight sent) throws IOException {
    switch (delivery.kind()) {
      case MANIFEST -> outbox.acknowledgeSegment(sent.segment());
      case ITEM -> outbox.acknowledge(delivery.id());
    }
    ledger.acknowledged(delivery, sent.bytes());
  }

  /** Without its item a chain goes on, after a tombstone; without a manifest it cannot. */
  private void refuse(Answer answer) {
    ledger.refused(answer);
    if (answer.delivery().kind() == Delivery.Kind.ITEM) {
      outbox.giveUp(answer.delivery().id(), "REFUSED_BY_RECEIVER");
    }
  }
}
