package dev.breakwater.ingest.job;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.Sealed;
import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemLabel;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what was decided; no outcome has plain bytes or an exact capture time. */
final class Outcomes {
  private static final long HOUR_MILLIS = 3_600_000;

  private final PoliciesInForce policies;
  private final ItemCipher cipher;

  Outcomes(PoliciesInForce policies, ItemCipher cipher) {
    this.policies = policies;
    this.cipher = cipher;
  }

  /** Returns the outcome of what the policy decided. */
  Outcome decided(
      Verdict verdict, Arrival arrival, Delivery delivery, Decision decision, String reason) {
    return outcome(
        verdict, arrival, delivery, decision.rules(), decision.pack(), reason, delivery.item());
  }

  /** Returns the outcome of an item that nobody keeps, not even encrypted. */
  Outcome of(Verdict verdict, Arrival arrival, ItemLabel label, String reason) {
    var nothing = new Delivery(label, null, arrival.key(), Bytes.EMPTY);
    return outcome(verdict, arrival, nothing, List.of(), pack(arrival), reason, null);
  }

  Outcome quarantined(Arrival arrival, Delivery delivery, String reason) {
    return outcome(
        Verdict.QUARANTINED,
        arrival,
        delivery,
        List.of(),
        pack(arrival),
        reason,
        delivery.item());
  }

  private static Outcome outcome(
      Verdict verdict,
      Arrival arrival,
      Delivery delivery,
      List<String> rules,
      Digest pack,
      String reason,
      @Nullable Item item) {
    ItemLabel label = delivery.label();
    return new Outcome(
        verdict,
        label.id().chain().vehicle().value(),
        label.id().chain().epoch(),
        label.id().chain().lane().name(),
        label.id().number(),
        label.digest(),
        label.category(),
        label.purpose(),
        item == null ? 0 : Math.floorDiv(item.capturedAtMillis(), HOUR_MILLIS) * HOUR_MILLIS,
        arrival.appendedAtMillis(),
        rules,
        pack,
        reason,
        delivery.key(),
        delivery.body());
  }

  /** Returns the outcome of what is not an item, or not one of the vehicle that delivered it. */
  Outcome unreadable(Arrival arrival, String reason) throws IOException {
    Sealed sealed = cipher.sealed(arrival.peer(), arrival.body());
    return new Outcome(
        Verdict.QUARANTINED,
        arrival.peer(),
        -1,
        "",
        -1,
        Digest.of(arrival.body()),
        "",
        "",
        0,
        arrival.appendedAtMillis(),
        List.of(),
        pack(arrival),
        reason,
        sealed.key(),
        sealed.body());
  }

  private Digest pack(Arrival arrival) {
    return policies.at(Instant.ofEpochMilli(arrival.appendedAtMillis())).pack().digest();
  }
}
