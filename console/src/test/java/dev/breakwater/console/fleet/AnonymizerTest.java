package dev.breakwater.console.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Latencies;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnonymizerTest {
  private final Anonymizer anonymizer = new Anonymizer();

  @Test
  void latencies_ofSeveralClips_addUp() {
    anonymizer.clip(clip(3, Latencies.of(List.of(25L, 26L, 5001L))));
    anonymizer.clip(clip(2, Latencies.of(List.of(0L, 5000L))));

    assertThat(anonymizer.sums().latencies().limitsMillis()).isEqualTo(Latencies.LIMITS_MILLIS);
    assertThat(anonymizer.sums().latencies().counts())
        .containsExactly(2L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 1L);
  }

  @Test
  void latencies_ofAClipThatDoesNotTellThem_countNothing() {
    anonymizer.clip(clip(2, Latencies.NOT_TOLD));

    assertThat(anonymizer.sums().frames()).isEqualTo(2);
    assertThat(anonymizer.sums().latencies().counts()).hasSize(13).containsOnly(0L);
  }

  private static ClipManifest clip(int frames, Latencies latencies) {
    List<GateAttestation> attested =
        IntStream.range(0, frames)
            .mapToObj(
                i ->
                    new GateAttestation(
                        i,
                        5,
                        i,
                        1,
                        Digest.ZERO,
                        List.of(Digest.ZERO),
                        "camera",
                        GateAttestation.Check.NONE,
                        1,
                        2))
            .toList();
    return new ClipManifest(
        Digest.ZERO,
        "exterior.front",
        "video/mp4",
        640,
        360,
        frames,
        List.of(Digest.ZERO),
        attested,
        List.of(),
        latencies);
  }
}
