package dev.breakwater.ingest.job;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.ingest.stream.Decided;
import dev.breakwater.ingest.stream.Gap;
import dev.breakwater.ingest.stream.Withdrawn;
import dev.breakwater.policy.Decision;
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
import dev.breakwater.wire.Outcome.Verdict;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
  /** What the job admits lies in the onshore store, and nowhere else. */
  private static final Facts ONSHORE = new KnownFacts(Map.of(Variable.JURISDICTION, "CN"));

  private final Ledger ledger;
  private final PoliciesInForce policies;
  private final @Nullable Shadow shadow;
  private final SegmentCheck segments;
  private final ItemCheck items;
  private final ContentCheck contents;
  private final Withdrawals withdrawals;
  private final DeliveryReader deliveries;
  private final Outcomes outcomes;

  /**
   * @param policies the pack in force at the broker's append time decides
   * @param shadow is asked the same, and decides nothing; null if there is none
   * @param models digests of the detector models that may have anonymized a frame
   * @param preTrigger how long before the start of the chain's previous segment a capture may be
   * @param cipher opens what vehicles delivered, and encrypts what goes to quarantine
   */
  Admission(
      Ledger ledger,
      PoliciesInForce policies,
      @Nullable Shadow shadow,
      Set<Digest> models,
      Duration preTrigger,
      ItemCipher cipher) {
    this.ledger = ledger;
    this.policies = policies;
    this.shadow = shadow;
    this.segments = new SegmentCheck(ledger, preTrigger);
    this.items = new ItemCheck(ledger);
    this.withdrawals = new Withdrawals(ledger);
    this.contents = new ContentCheck(ledger, Set.copyOf(models), withdrawals);
    this.deliveries = new DeliveryReader(cipher);
    this.outcomes = new Outcomes(policies, cipher);
  }

  /**
   * @param vehicle the registry's row of the vehicle that delivered it, null if there is none
   * @return nothing for a segment that is accepted and for a duplicate, also of what was decided
   *     before the ledger was lost: it is decided again, so that the ledger learns of it
   * @throws IOException if the data keys cannot be read or made now; nothing was decided
   */
  Optional<Outcome> admit(Arrival arrival, @Nullable VehicleRecord vehicle) throws IOException {
    Decided before = ledger.decided();
    return judge(arrival, vehicle)
        .filter(outcome -> !before.has(outcome) && !before.isClosed(outcome));
  }

  private Optional<Outcome> judge(Arrival arrival, @Nullable VehicleRecord vehicle)
      throws IOException {
    Delivery delivery = null;
    try {
      if (kind(arrival) == RawRecord.Kind.ITEM) {
        delivery = deliveries.read(arrival);
      }
      VehicleRecord enrolled = enrolled(vehicle, arrival);
      if (delivery != null) {
        return admitItem(delivery, arrival);
      }
      segments.accept(arrival, enrolled);
      return Optional.empty();
    } catch (WireFormatException e) {
      // With its label it can be given again to a release that knows its schema.
      return quarantined(
          arrival,
          deliveries.unread(arrival).orElse(null),
          new RejectedException(Reason.UNDECODABLE, e.record()));
    } catch (RejectedException e) {
      return quarantined(arrival, delivery, e);
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

  private Optional<Outcome> admitItem(Delivery delivery, Arrival arrival) throws RejectedException {
    Optional<Gap> gap = items.gap(delivery.label());
    if (gap.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(decide(delivery, gap.get(), arrival));
    } finally {
      // Decided one way or another: sent again it is a duplicate.
      ledger.close(delivery.label().id());
    }
  }

  /** What a person took back is looked at no further; what has no key cannot be. */
  private Outcome decide(Delivery delivery, Gap gap, Arrival arrival) throws RejectedException {
    Optional<Withdrawn> withdrawn = withdrawals.of(delivery.label());
    if (withdrawn.isPresent()) {
      String reason =
          "PIPL Art. 15: consent %d was withdrawn by decision %d"
              .formatted(delivery.label().consentEpoch(), withdrawn.get().epoch());
      return outcomes.of(Verdict.REFUSED, arrival, delivery.label(), reason);
    }
    return delivery.item() == null
        ? outcomes.of(Verdict.ERASED, arrival, delivery.label(), "its data key is destroyed")
        : decide(delivery, delivery.item(), gap, arrival);
  }

  /** The policy decides first: what may not be stored may not lie in quarantine either. */
  private Outcome decide(Delivery delivery, Item item, Gap gap, Arrival arrival)
      throws RejectedException {
    Decision decision = decision(item, arrival);
    if (!decision.permitted()) {
      String clauses = decision.clauses().stream().distinct().collect(Collectors.joining("; "));
      return outcomes.decided(Verdict.REFUSED, arrival, delivery, decision, clauses);
    }
    ItemCheck.checkCaptureTime(item, gap, arrival);
    try {
      contents.accept(item);
    } catch (WireFormatException e) {
      throw new RejectedException(Reason.UNDECODABLE, e.record());
    }
    return outcomes.decided(Verdict.STORED, arrival, delivery, decision, "");
  }

  private Decision decision(Item item, Arrival arrival) {
    var request =
        new Request(
            Stage.STORE,
            item.category(),
            item.purpose(),
            // What a person permitted is decided in the car; the seal stands for it.
            Consent.NOT_SET,
            Instant.ofEpochMilli(arrival.appendedAtMillis()),
            ONSHORE);
    Decision decision =
        policies.at(Instant.ofEpochMilli(arrival.appendedAtMillis())).decide(request);
    if (shadow != null) {
      shadow.observe(request, decision);
    }
    return decision;
  }

  private Optional<Outcome> quarantined(
      Arrival arrival, @Nullable Delivery delivery, RejectedException rejected) throws IOException {
    String reason = String.valueOf(rejected.getMessage());
    return Optional.of(
        delivery == null
            ? outcomes.unreadable(arrival, reason)
            : outcomes.quarantined(arrival, delivery, reason));
  }
}
