package dev.breakwater.ingest.trail;

import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.WireFormatException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which leaf an outcome gets.
 *
 * <table>
 *   <caption>stage, decision and rules of a leaf</caption>
 *   <tr><th>outcome</th><th>stage</th><th>decision</th><th>rules</th></tr>
 *   <tr><td>any, but the next four</td><td>STORE</td><td>STORED, REFUSED or QUARANTINED</td>
 *       <td>of the STORE decision</td></tr>
 *   <tr><td>stored statement, fate SKIPPED</td><td>COLLECT</td><td>SKIPPED</td>
 *       <td>of the statement</td></tr>
 *   <tr><td>stored statement, fate REFUSED</td><td>COLLECT</td><td>REFUSED</td>
 *       <td>of the statement</td></tr>
 *   <tr><td>stored statement, fate WITHHELD</td><td>OFFBOARD</td><td>WITHHELD</td>
 *       <td>of the statement</td></tr>
 *   <tr><td>stored statement, fate KEPT</td><td>OFFBOARD</td><td>KEPT</td>
 *       <td>of the statement</td></tr>
 *   <tr><td>first one that a policy decided</td><td>POLICY, before its own</td><td>ACTIVATED</td>
 *       <td>none</td></tr>
 * </table>
 *
 * <p>So what the car decided is in the log as its own decision, for example the refusal of a
 * withheld frame. The hour is that of the broker's append, since the car's own time is personal and
 * unproven; the pack is the one the job decided with.
 */
final class Leaves {
  private static final String STORE = "STORE";
  private static final String COLLECT = "COLLECT";
  private static final String OFFBOARD = "OFFBOARD";
  private static final String POLICY = "POLICY";
  private static final String ACTIVATED = "ACTIVATED";

  private Leaves() {}

  /** What a leaf says of an outcome apart from its commitment. */
  private record Said(String stage, String decision, List<String> rules) {}

  /**
   * Returns the leaf of {@code outcome}; the same outcome and key give the same leaf.
   *
   * @param key of the vehicle and purpose
   */
  static LeafContent leaf(Outcome outcome, Bytes key) {
    Optional<Said> carDecision = carDecision(outcome);
    if (carDecision.isPresent()) {
      try {
        return leaf(outcome, key, carDecision.get());
      } catch (IllegalArgumentException e) {
        // The car chose texts that a leaf cannot carry; the onshore decision is logged all the
        // same.
      }
    }
    return leaf(outcome, key, new Said(STORE, outcome.verdict().name(), outcome.rules()));
  }

  /**
   * Returns the leaf that says that from {@code first} on another policy decides. Nothing in it is
   * a secret: the policy's own digest is its key, so anybody can open it.
   */
  static LeafContent activation(Outcome first) {
    Digest pack = first.pack();
    var content =
        new CommittedContent("policy/" + pack.hex(), pack, "", first.appendedAtMillis(), "");
    return new LeafContent(
        POLICY,
        Commitment.of(pack.value(), POLICY, content),
        ACTIVATED,
        List.of(),
        pack,
        LeafContent.hourOf(Instant.ofEpochMilli(first.appendedAtMillis())));
  }

  private static LeafContent leaf(Outcome outcome, Bytes key, Said said) {
    return new LeafContent(
        said.stage(),
        Commitment.of(key, said.stage(), content(outcome)),
        said.decision(),
        said.rules(),
        outcome.pack(),
        LeafContent.hourOf(Instant.ofEpochMilli(outcome.appendedAtMillis())));
  }

  /** Returns what the leaf of {@code outcome} commits to. */
  static CommittedContent content(Outcome outcome) {
    return new CommittedContent(
        outcome.item(), outcome.digest(), subject(outcome), outcome.capturedAtMillis(), "");
  }

  private static String subject(Outcome outcome) {
    try {
      var subject = Item.decode(outcome.body()).subject();
      return subject == null ? "" : subject.value();
    } catch (WireFormatException e) {
      return ""; // quarantined bytes that are no item name nobody
    }
  }

  private static Optional<Said> carDecision(Outcome outcome) {
    if (outcome.verdict() != Outcome.Verdict.STORED
        || !outcome.category().equals(StayedInCar.CATEGORY)) {
      return Optional.empty();
    }
    try {
      StayedInCar stayed = StayedInCar.decode(Item.decode(outcome.body()).payload());
      return Optional.of(new Said(stage(stayed.fate()), stayed.fate().name(), stayed.rules()));
    } catch (WireFormatException e) {
      throw new IllegalStateException("the job stored a statement that does not decode", e);
    }
  }

  private static String stage(StayedInCar.Fate fate) {
    return switch (fate) {
      case SKIPPED, REFUSED -> COLLECT;
      case WITHHELD, KEPT -> OFFBOARD;
    };
  }
}
