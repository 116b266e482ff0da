package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.wire.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A batch in a process of its own, to be killed: {@code IN OUT}. */
final class BatchProcess {
  private static final int MILLIS_PER_FRAME = 20;

  private BatchProcess() {}

  static Provenance provenance() {
    return new Provenance("batch", List.of(Digest.ZERO), Map.of(), Signer.none());
  }

  public static void main(String[] args) throws Exception {
    var detector =
        new FakeDetector(
            frame -> {
              pause();
              return List.of(FakeDetector.face(40, 30, 40, 40));
            });
    try (var gate = new Anonymizer(detector, Profile.files())) {
      new FileAnonymizer(gate, new Silent(), provenance())
          .anonymize(List.of(Path.of(args[0])), Path.of(args[1]));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(MILLIS_PER_FRAME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says nothing. */
  static final class Silent implements Progress {
    @Override
    public void frame(Path input, long done, long expected) {}

    @Override
    public void file(FileResult result) {}
  }
}
