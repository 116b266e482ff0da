package dev.breakwater.console.fleet;

import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.GateAttestation;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the gate attests of the clips that are stored. Not thread-safe. */
final class Anonymizer {
  private final Counts<String> checks = new Counts<>();
  private long clips;
  private long frames;
  private long faces;
  private long plates;

  /**
   * The sums.
   *
   * @param frames that left cars, each with its attestation
   * @param faces masks put on faces
   * @param plates masks put on plates
   * @param checks frames by what the independent check said
   */
  record Sums(long clips, long frames, long faces, long plates, Map<String, Long> checks) {
    Sums {
      checks = Map.copyOf(checks);
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
  }

  Sums sums() {
    Map<String, Long> byName = new TreeMap<>();
    checks.all().forEach(each -> byName.put(each.key(), each.number()));
    return new Sums(clips, frames, faces, plates, byName);
  }
}
