package dev.breakwater.anonymizer.gate;

import static dev.breakwater.anonymizer.FakeDetector.face;
import static dev.breakwater.anonymizer.FakeDetector.plate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Passed;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipCheck;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Latencies;
import dev.breakwater.wire.MaskedFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafeClipTest {
  private static final int ENVELOPE_BYTES = 1024;

  @TempDir private Path folder;

  private final Anonymizer gate =
      new Anonymizer(
          FakeDetector.seeing(face(40, 40, 60, 60), plate(200, 100, 80, 40)),
          Profile.files().withLookAhead(Duration.ZERO));

  @AfterEach
  void closeGate() {
    gate.close();
  }

  @Test
  void clip_written_isSoundAndAttestsEachFrame() throws Exception {
    SafeClip clip = clip(12, 320, 240);
    ClipManifest manifest = clip.manifest();
    assertThat(ClipCheck.problems(manifest, content(clip))).isEmpty();
    assertThat(manifest.frames()).extracting(GateAttestation::frame).startsWith(0L, 1L).hasSize(12);
    assertThat(manifest.frames()).allMatch(frame -> frame.faces() == 1 && frame.plates() == 1);
    assertThat(manifest.widthPx()).isEqualTo(320);
    assertThat(manifest.sensor()).isEqualTo("exterior.front");
    assertThat(ClipManifest.decode(manifest.encode())).isEqualTo(manifest);
  }

  @Test
  void clip_manifest_saysWhereSomeFramesAreCovered() throws Exception {
    ClipManifest manifest = clip(12, 320, 240).manifest();
    assertThat(manifest.masked()).extracting(MaskedFrame::place).isEqualTo(MaskedFrame.places(12));
    for (MaskedFrame frame : manifest.masked()) {
      assertThat(frame.areas())
          .extracting(MaskedFrame.Area::kind)
          .containsExactlyInAnyOrder(MaskedFrame.Kind.FACE, MaskedFrame.Kind.PLATE);
      // The whole of what the detector saw, and not the picture.
      assertThat(frame.areas())
          .allMatch(area -> area.widthPx() >= 60 && area.widthPx() < 160)
          .anyMatch(area -> area.leftPx() <= 40 && area.leftPx() + area.widthPx() >= 100)
          .anyMatch(area -> area.leftPx() <= 200 && area.leftPx() + area.widthPx() >= 280);
    }
  }

  @Test
  void clip_manifest_saysHowLongTheGateTook() throws Exception {
    long before = System.nanoTime();
    ClipManifest manifest = clip(12, 320, 240).manifest();
    long millis = (System.nanoTime() - before) / 1_000_000;
    Latencies told = manifest.latencies();
    assertThat(told.frames()).isEqualTo(12);
    for (int i = 0; i < Latencies.LIMITS_MILLIS.size(); i++) {
      // No frame took longer than all of them together.
      boolean possible = i == 0 || Latencies.LIMITS_MILLIS.get(i - 1) <= millis;
      assertThat(told.counts().get(i)).matches(count -> possible || count == 0);
    }
    assertThat(ClipManifest.decode(manifest.encode())).isEqualTo(manifest);
  }

  @Test
  void clip_decodedAgain_hasBlackMasksAndItsOwnTimes() throws Exception {
    SafeClip clip = clip(12, 320, 240);
    try (FrameSource source = FrameSource.open(clip.file(), 0)) {
      int frames = 0;
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          assertThat(frame.info().presentationMicros()).isEqualTo(frames * 40_000L);
          assertThat(Frames.luma(frame, 70, 70)).isLessThan(30);
          assertThat(Frames.luma(frame, 240, 120)).isLessThan(30);
          assertThat(Frames.luma(frame, 20, 200)).isGreaterThan(Frames.DARKEST - 20);
        }
        frames++;
      }
      assertThat(frames).isEqualTo(12);
      assertThat(source.framesPerSecond()).isEqualTo(25);
    }
  }

  @Test
  void clip_chunksJoined_areTheFile() throws Exception {
    SafeClip clip = noisyClip();
    var joined = new ByteArrayOutputStream();
    for (int i = 0; i < clip.chunkCount(); i++) {
      Chunk chunk = Chunk.decode(clip.chunk(i).encode());
      assertThat(chunk.index()).isEqualTo(i);
      joined.writeBytes(chunk.bytes().toArray());
    }
    assertThat(clip.chunkCount()).isGreaterThan(1);
    assertThat(Digest.of(joined.toByteArray())).isEqualTo(clip.manifest().clip());
  }

  @Test
  void clip_oneByteOfAFrameChanged_namesTheFrame() throws Exception {
    SafeClip clip = clip(12, 320, 240);
    GateAttestation frame = clip.manifest().frames().get(7);
    ByteBuffer changed = content(clip);
    int at = (int) frame.offset() + frame.length() / 2;
    changed.put(at, (byte) (changed.get(at) ^ 1));
    assertThat(ClipCheck.problems(clip.manifest(), changed))
        .contains(
            "the file does not have the clip's digest",
            "chunk 0 does not have its digest",
            "frame 7 does not have the attested digest");
  }

  @Test
  void clip_frameWithoutAttestation_isNoticed() throws Exception {
    SafeClip clip = clip(12, 320, 240);
    List<GateAttestation> frames = new ArrayList<>(clip.manifest().frames());
    frames.remove(5);
    assertThat(ClipCheck.problems(withFrames(clip.manifest(), frames), content(clip)))
        .singleElement()
        .asString()
        .endsWith("are attested by no frame");
  }

  @Test
  void clip_fileChangedOnDisk_givesNoChunk() throws Exception {
    SafeClip clip = clip(12, 320, 240);
    byte[] bytes = Files.readAllBytes(clip.file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(clip.file(), bytes);
    assertThatThrownBy(() -> clip.chunk(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has changed");
  }

  @Test
  void clip_oddSides_losesTheLastColumnAndRow() throws Exception {
    SafeClip clip = clip(3, 321, 241);
    assertThat(clip.manifest().widthPx()).isEqualTo(320);
    assertThat(clip.manifest().heightPx()).isEqualTo(240);
    assertThat(ClipCheck.problems(clip.manifest(), content(clip))).isEmpty();
  }

  @Test
  void clip_written_namesNeitherProgramNorTime() throws Exception {
    String text = new String(content(clip(3, 320, 240)).array(), StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain("Lav").doesNotContain("x264").doesNotContain("openh264");
  }

  @Test
  void clip_withAsManyFramesAsAllowed_hasAManifestThatFitsIntoAnItem() throws Exception {
    List<GateAttestation> frames = new ArrayList<>();
    for (int i = 0; i < SafeClipWriter.MAX_FRAMES; i++) {
      frames.add(
          new GateAttestation(
              1_000_000 + i,
              1_700_000_000_000L,
              SafeClipWriter.MAX_BYTES,
              1 << 20,
              Digest.ZERO,
              List.of(Digest.ZERO, Digest.ZERO),
              "p".repeat(Profile.MAX_NAME_LENGTH),
              GateAttestation.Check.NOT_DUE,
              99,
              99));
    }
    int chunks = (int) (SafeClipWriter.MAX_BYTES / Chunk.MAX_BYTES);
    ClipManifest largest =
        new ClipManifest(
            Digest.ZERO,
            "exterior.front",
            "video/mp4",
            1920,
            1080,
            SafeClipWriter.MAX_BYTES,
            Collections.nCopies(chunks, Digest.ZERO),
            frames,
            MaskedFrame.places(frames.size()).stream().map(SafeClipTest::fullOfAreas).toList(),
            Latencies.of(Collections.nCopies(frames.size(), 151L)));
    assertThat(largest.encode().length()).isLessThan(Item.MAX_BYTES - ENVELOPE_BYTES);
  }

  private static MaskedFrame fullOfAreas(int place) {
    var area =
        new MaskedFrame.Area(
            MaskedFrame.Kind.PLATE,
            MaskedFrame.Shape.ROTATED_RECTANGLE,
            16_000,
            16_000,
            300,
            300,
            -3141);
    return new MaskedFrame(place, Collections.nCopies(MaskedFrame.MAX_AREAS, area));
  }

  @Test
  void clipWriter_full_refusesAnotherFrame() throws Exception {
    try (var writer = new SafeClipWriter(folder.resolve("full.mp4"), "exterior.front", 25)) {
      for (int i = 0; i < SafeClipWriter.MAX_FRAMES; i++) {
        writer.add(safe(i, 32, 32));
      }
      assertThat(writer.isFull()).isTrue();
      SafeFrame surplus = safe(SafeClipWriter.MAX_FRAMES, 32, 32);
      assertThatThrownBy(() -> writer.add(surplus)).isInstanceOf(ClipFullException.class);
      assertThat(ClipCheck.problems(writer.finish().manifest(), content("full.mp4"))).isEmpty();
      surplus.close();
    }
  }

  private SafeClip clip(int frames, int widthPx, int heightPx) throws Exception {
    try (var writer = new SafeClipWriter(folder.resolve("clip.mp4"), "exterior.front", 25)) {
      for (int i = 0; i < frames; i++) {
        writer.add(safe(i, widthPx, heightPx));
      }
      return writer.finish();
    }
  }

  private SafeClip noisyClip() throws Exception {
    try (var writer = new SafeClipWriter(folder.resolve("noisy.mp4"), "exterior.front", 25)) {
      for (int i = 0; i < 10; i++) {
        writer.add(((Passed) gate.offer(Frames.noisy(i, 640, 480)).get(0)).frame());
      }
      return writer.finish();
    }
  }

  private SafeFrame safe(int index, int widthPx, int heightPx) {
    return ((Passed) gate.offer(Frames.textured(index, widthPx, heightPx)).get(0)).frame();
  }

  private static ByteBuffer content(SafeClip clip) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(clip.file()));
  }

  private ByteBuffer content(String name) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name)));
  }

  private static ClipManifest withFrames(ClipManifest manifest, List<GateAttestation> frames) {
    return new ClipManifest(
        manifest.clip(),
        manifest.sensor(),
        manifest.mediaType(),
        manifest.widthPx(),
        manifest.heightPx(),
        manifest.length(),
        manifest.chunks(),
        frames);
  }
}
