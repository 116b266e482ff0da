package dev.breakwater.ingest.residual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.SafeClip;
import dev.breakwater.anonymizer.gate.SafeClipWriter;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.HeldClips;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.IncompleteClipException;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.onshore.WrittenRows;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real second network on real pictures. */
@SuppressWarnings("NullAway.Init") // JUnit sets the directory and calls open
final class ResidualCheckTest {
  private static final Path FACES = Path.of("../../shared/vision/dev/faces/linz_11.jpg");

  @TempDir private Path root;
  private final SealingCar car = new SealingCar(1, WrittenRows.NOW.toEpochMilli());
  private final List<Statement> told = new ArrayList<>();
  private IcebergStore store;
  private ItemCipher cipher;
  private HeldClips held;
  private ClipReader clips;

  @BeforeEach
  void open() throws IOException {
    store = IcebergStore.open(root.resolve("store"));
    cipher = TestCiphers.on(root.resolve("keys"));
    held = HeldClips.of(root.resolve("store"));
    clips = new ClipReader(store, cipher);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  /** Stores what the gate of a car lets pass whose network sees nothing. */
  private Digest store(List<Frame> frames) throws Exception {
    try (var gate = new Anonymizer(new BlindDetector(), Profile.files());
        var writer = new SafeClipWriter(root.resolve("clip.mp4"), "exterior.front", 10)) {
      List<AnonymizeResult> results = new ArrayList<>();
      for (Frame each : frames) {
        results.addAll(gate.offer(each));
      }
      results.addAll(gate.finish());
      for (AnonymizeResult each : results) {
        writer.add(((AnonymizeResult.Passed) each).frame());
      }
      return store(writer.finish());
    }
  }

  private Digest store(SafeClip clip) throws Exception {
    List<Item> items = new ArrayList<>();
    items.add(car.item(Lane.BULK, ClipManifest.CATEGORY, clip.manifest().encode()));
    for (int i = 0; i < clip.chunkCount(); i++) {
      items.add(car.item(Lane.BULK, i + 1, Chunk.CATEGORY, clip.chunk(i).encode()));
    }
    store(car, items);
    return clip.manifest().clip();
  }

  private void store(SealingCar from, List<Item> items) throws Exception {
    from.seal(items);
    List<Outcome> rows = new ArrayList<>();
    for (Item each : items) {
      rows.add(WrittenRows.encrypted(cipher, each));
    }
    new WrittenRows(store).commit(Part.ITEMS, rows);
  }

  private static List<Frame> black() {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      frames.add(Frame.black(new FrameInfo(i, i * 100L, i * 100_000L), 320, 192));
    }
    return frames;
  }

  private ResidualCheck.Findings look(ResidualCheck.Incidents incidents) throws Exception {
    var model = ModelDescriptor.shipped(ModelDescriptor.SHIPPED_CHECK);
    try (Detector detector = NetworkDetector.open(model)) {
      var place = new ResidualCheck.Place(clips, held, cipher.keys(), root.resolve("second-look"));
      var search = new ClipSearch(detector, 2, root);
      var surroundings =
          new ResidualCheck.Surroundings(InstantSource.fixed(WrittenRows.NOW), new Random(1));
      return new ResidualCheck(place, new Sample(1), search, incidents, surroundings).run();
    }
  }

  private List<Outcome> rows(Part part) throws Exception {
    List<Outcome> rows = new ArrayList<>();
    store.each(Selection.all(part), rows::add);
    return rows;
  }

  @Test
  void clipWithAnUncoveredFace_isInQuarantineForAllReaders_andTheLogHasAnIncident()
      throws Exception {
    assumeTrue(Files.exists(FACES), "skipped: ../shared/vision is not here");
    Digest clean = store(black());
    Digest bare;
    try (FrameSource picture = FrameSource.open(FACES, 0)) {
      bare = store(List.of(picture.next().orElseThrow()));
    }
    long rows = rows(Part.ITEMS).size();

    assertThat(look(told::add)).isEqualTo(new ResidualCheck.Findings(2, 1, 0));

    assertThat(clips.list()).extracting(each -> each.manifest().clip()).containsExactly(clean);
    assertThatThrownBy(() -> clips.assemble(bare)).isInstanceOf(IncompleteClipException.class);
    List<Outcome> quarantined = rows(Part.QUARANTINE);
    assertThat(quarantined).extracting(Outcome::verdict).containsOnly(Verdict.QUARANTINED);
    assertThat(quarantined)
        .extracting(Outcome::reason)
        .containsOnly("SECOND_LOOK: a face in frame 0");
    assertThat(rows(Part.ITEMS)).hasSize((int) rows - quarantined.size());
    assertThat(store.count(Part.ITEMS)).as("no row has moved").isEqualTo(rows);
    assertThat(told)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.stage()).isEqualTo("INCIDENT");
              assertThat(each.decision()).isEqualTo("FACE_FOUND");
              assertThat(each.about().digest()).isEqualTo(bare);
            });
    assertThat(look(told::add)).isEqualTo(new ResidualCheck.Findings(0, 0, 0));
    var surroundings =
        new ResidualCheck.Surroundings(InstantSource.fixed(WrittenRows.NOW), new Random(2));
    Statement dismissed =
        new Dismissal(bare, "analyst", "a poster").statement(cipher.keys(), surroundings);
    assertThat(dismissed.decision()).isEqualTo("DISMISSED");
    assertThat(dismissed.about().digest()).isEqualTo(bare);
    held.release(bare);
    assertThat(clips.list()).hasSize(2);
    assertThat(look(told::add).looked()).as("somebody looked").isZero();
    assertThat(root.toFile().list((folder, name) -> name.startsWith("second-look-")))
        .as("no plain clip is left")
        .isEmpty();
  }

  @Test
  void clipThatCannotBeSearched_isHiddenAtOnce_andTheIncidentIsOwedUntilKafkaTakesIt()
      throws Exception {
    var other = new SealingCar(2, WrittenRows.NOW.toEpochMilli());
    SealingCar.Clip noise = other.clip(1000);
    store(other, noise.items());

    assertThatThrownBy(
            () ->
                look(
                    statement -> {
                      throw new IOException("no broker");
                    }))
        .hasMessage("no broker");
    assertThat(clips.list()).isEmpty();
    look(told::add);
    look(told::add);

    assertThat(told).extracting(Statement::decision).containsExactly("UNSEARCHABLE");
  }

  @Test
  void clipWhoseChunksAreNotAllThere_waits() throws Exception {
    var other = new SealingCar(2, WrittenRows.NOW.toEpochMilli());
    SealingCar.Clip noise = other.clip(1000);
    store(other, noise.items().subList(0, 1));

    assertThat(look(told::add)).isEqualTo(new ResidualCheck.Findings(0, 0, 1));
    assertThat(clips.list()).hasSize(1);
  }

  @Test
  void sample_isTheSameEachTimeAndHasItsShare() throws Exception {
    var key = cipher.keys().of("onshore", "test");
    List<Digest> all = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      all.add(Digest.of(new byte[] {(byte) i, (byte) (i >> 8)}));
    }
    List<Digest> some = all.stream().filter(each -> new Sample(0.25).has(each, key)).toList();

    assertThat(some).hasSizeBetween(850, 1150);
    assertThat(all.stream().filter(each -> new Sample(0.25).has(each, key)).toList())
        .isEqualTo(some);
    assertThat(some).allMatch(each -> new Sample(0.5).has(each, key));
    assertThat(all).allMatch(each -> new Sample(1).has(each, key));
  }
}
