package dev.breakwater.console.fleet;

import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Latencies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the gate attests of the clips that are stored. Not thread-safe. */
final class Anonymizer {
  private final Counts<String> checks = new Counts<>();
  private long clips;
  private long frames;
  private long faces;
  private long plates;
  private final long[] latencies = new long[Latencies.LIMITS_MILLIS.size() + 1];

  /**
   * The sums.
   *
   * @param frames that left cars, each with its attestation
   * @param faces masks put on faces
   * @param plates masks put on plates
   * @param checks frames by what the independent check said
   * @param latencies how long the gate took for them
   */
  record Sums(
      long clips,
      long frames,
      long faces,
      long plates,
      Map<String, Long> checks,
      Histogram latencies) {
    Sums {
      checks = Map.copyOf(checks);
    }
  }

  /**
   * Frames by how long the gate took, as {@link Latencies}; the frames of clips that do not tell it
   * are in none.
   *
   * @param counts one more than the limits: at last those that took longer
   */
  record Histogram(List<Integer> limitsMillis, List<Long> counts) {
    Histogram {
      counts = List.copyOf(counts);
    }
  }

  void clip(ClipManifest manifest) {
    clips++;
    for (GateAttestation each : manifest.frames()) {
      frames++;
      faces += each.faces();
      plates += each.plates();
      checks.add(each.check().name(), 1);
    }
    List<Integer> told = manifest.latencies().counts();
    for (int i = 0; i < told.size(); i++) {
      latencies[i] += told.get(i);
    }
  }

  Sums sums() {
    Map<String, Long> byName = new TreeMap<>();
    checks.all().forEach(each -> byName.put(each.key(), each.number()));
    List<Long> counts = Arrays.stream(latencies).boxed().toList();
    var histogram = new Histogram(Latencies.LIMITS_MILLIS, counts);
    return new Sums(clips, frames, faces, plates, byName, histogram);
  }
}
