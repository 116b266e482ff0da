package dev.breakwater.ingest.trail;

import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.SubjectRef;
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
   * Returns the leaf of {@code outcome}; the same outcome, item and key give the same leaf.
   *
   * @param plain what the vehicle delivered; nothing if it is erased
   * @param key that salts the commitment
   */
  static LeafContent leaf(Outcome outcome, Optional<Bytes> plain, Bytes key) {
    CommittedContent content = content(outcome, plain);
    Optional<Said> carDecision = carDecision(outcome, plain);
    if (carDecision.isPresent()) {
      try {
        return leaf(outcome, content, key, carDecision.get());
      } catch (IllegalArgumentException e) {
        // The car chose texts that a leaf cannot carry; the onshore decision is logged all the
        // same.
      }
    }
    var decision = new Said(STORE, outcome.verdict().name(), outcome.rules());
    return leaf(outcome, content, key, decision);
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

  private static LeafContent leaf(
      Outcome outcome, CommittedContent content, Bytes key, Said said) {
    return new LeafContent(
        said.stage(),
        Commitment.of(key, said.stage(), content),
        said.decision(),
        said.rules(),
        outcome.pack(),
        LeafContent.hourOf(Instant.ofEpochMilli(outcome.appendedAtMillis())));
  }

  /** Returns what the leaf of {@code outcome} commits to: of what is erased, nobody and no time. */
  static CommittedContent content(Outcome outcome, Optional<Bytes> plain) {
    Optional<Item> item = plain.flatMap(Leaves::item);
    String subject = item.map(Item::subject).map(SubjectRef::value).orElse("");
    long capturedAtMillis = item.map(Item::capturedAtMillis).orElse(0L);
    return new CommittedContent(outcome.item(), outcome.digest(), subject, capturedAtMillis, "");
  }

  /** Quarantined bytes may be no item. */
  private static Optional<Item> item(Bytes plain) {
    try {
      return Optional.of(Item.decode(plain));
    } catch (WireFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Said> carDecision(Outcome outcome, Optional<Bytes> plain) {
    if (outcome.verdict() != Outcome.Verdict.STORED
        || !outcome.category().equals(StayedInCar.CATEGORY)
        || plain.isEmpty()) {
      return Optional.empty();
    }
    try {
      StayedInCar stayed = StayedInCar.decode(Item.decode(plain.get()).payload());
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
