package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.compare.Shadow;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.WireFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of each thing a vehicle delivered: a segment extends its chain, an item gets
 * one {@link Outcome}, a duplicate gets none, anything else is quarantined with its {@link Reason}.
 * The same arrivals in the same order give the same outcomes: it reads no clock. One instance
 * serves one thread.
 */
final class Admission {
  /** Category in the outcome of something that is not an item. */
  static final String NOT_AN_ITEM = "";

  /** Longest category or purpose, in characters. */
  static final int MAX_NAME = 128;

  /** What the job admits lies in the onshore store, and nowhere else. */
  private static final Facts ONSHORE = new KnownFacts(Map.of(Variable.JURISDICTION, "CN"));

  private final Ledger ledger;
  private final PoliciesInForce policies;
  private final @Nullable Shadow shadow;
  private final SegmentCheck segments;
  private final ItemCheck items;
  private final ContentCheck contents;

  /**
   * @param policies the pack in force at the broker's append time decides
   * @param shadow is asked the same, and decides nothing; null if there is none
   * @param models digests of the detector models that may have anonymized a frame
   * @param preTrigger how long before the start of the chain's previous segment a capture may be
   */
  Admission(
      Ledger ledger,
      PoliciesInForce policies,
      @Nullable Shadow shadow,
      Set<Digest> models,
      Duration preTrigger) {
    this.ledger = ledger;
    this.policies = policies;
    this.shadow = shadow;
    this.segments = new SegmentCheck(ledger, preTrigger);
    this.items = new ItemCheck(ledger);
    this.contents = new ContentCheck(ledger, Set.copyOf(models));
  }

  /**
   * @param vehicle the registry's row of the vehicle that delivered it, null if there is none
   * @return nothing for a segment that is accepted and for a duplicate
   */
  Optional<Outcome> admit(Arrival arrival, @Nullable VehicleRecord vehicle) {
    Item item = null;
    try {
      RawRecord.Kind kind = kind(arrival);
      if (kind == RawRecord.Kind.ITEM) {
        item = itemOfPeer(arrival);
      }
      VehicleRecord enrolled = enrolled(vehicle, arrival);
      if (item != null) {
        return admitItem(item, arrival);
      }
      segments.accept(arrival.body(), enrolled);
      return Optional.empty();
    } catch (WireFormatException e) {
      return quarantined(arrival, item, new RejectedException(Reason.UNDECODABLE, e.record()));
    } catch (RejectedException e) {
      return quarantined(arrival, item, e);
    }
  }

  private static RawRecord.Kind kind(Arrival arrival) throws RejectedException {
    if (arrival.kind().equals(Arrival.UNREADABLE)) {
      throw new RejectedException(Reason.UNDECODABLE, "RawRecord");
    }
    return RawRecord.Kind.valueOf(arrival.kind());
  }

  /** A status that ends at an instant holds for what the broker appended before it. */
  private static VehicleRecord enrolled(@Nullable VehicleRecord vehicle, Arrival arrival)
      throws RejectedException {
    if (vehicle == null) {
      throw new RejectedException(Reason.UNKNOWN_VEHICLE, "the registry does not know it");
    }
    if (vehicle.status() != VehicleRecord.Status.ENROLLED
        && vehicle.sinceMillis() <= arrival.appendedAtMillis()) {
      throw new RejectedException(Reason.UNKNOWN_VEHICLE, "it is " + vehicle.status());
    }
    return vehicle;
  }

  private static Item itemOfPeer(Arrival arrival) throws RejectedException, WireFormatException {
    Item item = Item.decode(arrival.body());
    if (!item.id().chain().vehicle().value().equals(arrival.peer())) {
      // Its numbers are not the peer's, so the outcome must not carry them.
      throw new RejectedException(Reason.WRONG_PEER, "the item names another vehicle");
    }
    if (item.category().length() > MAX_NAME || item.purpose().length() > MAX_NAME) {
      // An outcome repeats them beside the body and must stay within its own limit.
      throw new RejectedException(Reason.UNDECODABLE, "a name is too long");
    }
    return item;
  }

  private Optional<Outcome> admitItem(Item item, Arrival arrival) throws RejectedException {
    Digest digest = Digest.of(arrival.body());
    if (!items.isNew(item, digest)) {
      return Optional.empty();
    }
    try {
      return Optional.of(decide(item, arrival, digest));
    } finally {
      // Decided one way or another: sent again it is a duplicate.
      ledger.close(item.id());
    }
  }

  /** The policy decides first: what may not be stored may not lie in quarantine either. */
  private Outcome decide(Item item, Arrival arrival, Digest digest) throws RejectedException {
    var request =
        new Request(
            Stage.STORE,
            item.category(),
            item.purpose(),
            // What a person permitted is decided in the car; the seal stands for it.
            Consent.NOT_SET,
            Instant.ofEpochMilli(arrival.appendedAtMillis()),
            ONSHORE);
    Decision decision = policyOf(arrival).decide(request);
    if (shadow != null) {
      shadow.observe(request, decision);
    }
    if (!decision.permitted()) {
      String clauses = decision.clauses().stream().distinct().collect(Collectors.joining("; "));
      return outcome(Outcome.Verdict.REFUSED, item, arrival, digest, decision, clauses);
    }
    items.checkCaptureTime(item, arrival);
    try {
      contents.accept(item);
    } catch (WireFormatException e) {
      throw new RejectedException(Reason.UNDECODABLE, e.record());
    }
    return outcome(Outcome.Verdict.STORED, item, arrival, digest, decision, "");
  }

  private PolicyEngine policyOf(Arrival arrival) {
    return policies.at(Instant.ofEpochMilli(arrival.appendedAtMillis()));
  }

  private static Outcome outcome(
      Outcome.Verdict verdict,
      Item item,
      Arrival arrival,
      Digest digest,
      Decision decision,
      String reason) {
    return new Outcome(
        verdict,
        item.id().chain().vehicle().value(),
        item.id().chain().epoch(),
        item.id().chain().lane().name(),
        item.id().number(),
        digest,
        item.category(),
        item.purpose(),
        item.capturedAtMillis(),
        arrival.appendedAtMillis(),
        decision.rules(),
        decision.pack(),
        reason,
        "",
        arrival.body());
  }

  private Optional<Outcome> quarantined(
      Arrival arrival, @Nullable Item item, RejectedException rejected) {
    return Optional.of(
        new Outcome(
            Outcome.Verdict.QUARANTINED,
            arrival.peer(),
            item == null ? -1 : item.id().chain().epoch(),
            item == null ? "" : item.id().chain().lane().name(),
            item == null ? -1 : item.id().number(),
            Digest.of(arrival.body()),
            item == null ? NOT_AN_ITEM : item.category(),
            item == null ? "" : item.purpose(),
            item == null ? 0 : item.capturedAtMillis(),
            arrival.appendedAtMillis(),
            List.of(),
            policyOf(arrival).pack().digest(),
            String.valueOf(rejected.getMessage()),
            "",
            arrival.body()));
  }
}
