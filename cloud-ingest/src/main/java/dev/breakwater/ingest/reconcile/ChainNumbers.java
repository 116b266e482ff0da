package dev.breakwater.ingest.reconcile;

import dev.breakwater.ingest.stream.Numbers;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.VehicleRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the cars numbered, and what became of each number. A number is accounted for by one outcome
 * or by a tombstone; a chain has a hole where a segment names a number and neither is there. Not
 * thread-safe.
 */
public final class ChainNumbers {
  private final Map<ChainId, Numbers> named =
      new TreeMap<>(Comparator.comparing(ChainId::toString));
  private final Map<ChainId, Numbers> decided =
      new TreeMap<>(Comparator.comparing(ChainId::toString));
  private final Map<Outcome.Verdict, Long> verdicts = new EnumMap<>(Outcome.Verdict.class);

  /**
   * Numbers of a chain that are not accounted for.
   *
   * @param numbers e.g. {@code 7} or {@code 9-12}, in their order
   */
  public record Hole(ChainId chain, List<String> numbers) {
    public Hole {
      numbers = List.copyOf(numbers);
    }
  }

  /** Takes the numbers that a segment names. */
  void name(Segment segment) {
    of(named, segment.chain()).add(segment.firstNumber(), segment.lastNumber());
  }

  void decide(Outcome outcome) {
    verdicts.merge(outcome.verdict(), 1L, Long::sum);
    if (outcome.number() >= 0) {
      of(decided, chain(outcome)).add(outcome.number());
    }
  }

  void bury(VehicleRef vehicle, Tombstone tombstone) {
    of(decided, new ChainId(vehicle, tombstone.epoch(), tombstone.lane())).add(tombstone.number());
  }

  private static ChainId chain(Outcome outcome) {
    return new ChainId(
        new VehicleRef(outcome.vehicle()), outcome.epoch(), Lane.valueOf(outcome.lane()));
  }

  private static Numbers of(Map<ChainId, Numbers> chains, ChainId chain) {
    return chains.computeIfAbsent(chain, unused -> new Numbers());
  }

  /** Returns the chains that have numbers of which nobody knows what became. */
  public List<Hole> holes() {
    List<Hole> holes = new ArrayList<>();
    named.forEach(
        (chain, numbers) -> {
          var missing = numbers.without(decided.getOrDefault(chain, new Numbers()));
          if (!missing.isEmpty()) {
            holes.add(new Hole(chain, missing.stream().map(Numbers.Range::toString).toList()));
          }
        });
    return holes;
  }

  /** Returns how many outcomes have this verdict. */
  public long count(Outcome.Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }
}
