package dev.breakwater.anonymizer.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.fuzz.RoundTrip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestFuzzTest {
  private static final Provenance PROVENANCE =
      new Provenance("test 1", List.of(), Map.of("redaction", "solid"), Signer.none());

  @TempDir private Path folder;

  private static void fuzz(FuzzTarget target) {
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  @Test
  void manifest_broken_isRejectedOrReadAsItWouldBeWritten() throws IOException {
    Path file = Path.of("a.jpg.manifest.json");
    var decoder =
        RoundTrip.of(
            input -> Manifest.parse(new String(input, StandardCharsets.UTF_8), file),
            manifest -> manifest.text().getBytes(StandardCharsets.UTF_8));
    fuzz(FuzzTarget.of("manifest", IOException.class, decoder).startingFrom(sound().text()));
  }

  /** Whoever can write beside an output must not stop a batch or a check with what he writes. */
  @Test
  void manifest_ofAnybody_isComparedOrMadeAgain() throws IOException {
    Path output = Files.writeString(folder.resolve("a.jpg"), "content");
    var task = new Task(folder.resolve("in.jpg"), output, Task.Kind.PICTURE);
    Manifest.Content input = sound().input();
    fuzz(
        FuzzTarget.of(
                "manifest-beside-an-output",
                manifest -> {
                  Files.write(Manifest.of(output), manifest);
                  assertThat(ManifestCheck.differences(output, (text, seal) -> Optional.empty()))
                      .isNotEmpty();
                  assertThat(EarlierRun.of(task, input, PROVENANCE, Set.of())).isEmpty();
                })
            .startingFrom(sound().text()));
  }

  private static Manifest sound() {
    var content = new Manifest.Content("a.jpg", 7, "00".repeat(32));
    return new Manifest(
        Manifest.VERSION,
        PROVENANCE.program(),
        content,
        content,
        new Manifest.Content("a.jpg.masks.jsonl", 7, "00".repeat(32)),
        List.of(content),
        List.of(),
        new TreeMap<>(PROVENANCE.parameters()),
        new Manifest.Counts(1, 0, 1, 2),
        List.of(new Manifest.Refusal(3, 4, "detector_failed")),
        null,
        Signer.UNSIGNED);
  }
}
