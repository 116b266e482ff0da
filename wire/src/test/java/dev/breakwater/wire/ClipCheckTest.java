package dev.breakwater.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClipCheckTest {
  private static final int FRAMES = 5;
  private static final int FRAME_BYTES = 70_000;
  private static final int MEDIA_AT = 16 + 8 + 8;

  private final byte[] file = mp4("free", new byte[0], "moov");
  private final ClipManifest manifest = manifest(file, attestations(file));

  @Test
  void clip_sound_hasNoProblems() {
    assertThat(problems(manifest, file)).isEmpty();
    assertThat(manifest.chunks()).hasSize(2);
  }

  @Test
  void clip_everyChangedByte_isNoticed() {
    var random = new Random(1);
    for (int i = 0; i < 50; i++) {
      byte[] changed = file.clone();
      changed[random.nextInt(file.length)] ^= 0x20;
      assertThat(problems(manifest, changed))
          .contains("the file does not have the clip's digest")
          .anyMatch(problem -> problem.matches("chunk [01] does not have its digest"));
    }
  }

  @Test
  void clip_changedByteOfAFrame_namesTheFrame() {
    byte[] changed = file.clone();
    changed[MEDIA_AT + 3 * FRAME_BYTES + 5] ^= 1;
    assertThat(problems(manifest, changed)).contains("frame 3 does not have the attested digest");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 300_000})
  void clip_cutOff_isNoticed(int length) {
    assertThat(problems(manifest, Arrays.copyOf(file, length))).isNotEmpty();
  }

  @Test
  void frame_withoutAttestation_isNoticed() {
    for (int missing = 0; missing < FRAMES; missing++) {
      List<GateAttestation> frames = attestations(file);
      frames.remove(missing);
      assertThat(problems(manifest(file, frames), file))
          .anyMatch(problem -> problem.endsWith("are attested by no frame"));
    }
  }

  @Test
  void frames_outOfOrder_areNoticed() {
    List<GateAttestation> frames = attestations(file);
    frames.set(2, frames.get(1));
    assertThat(problems(manifest(file, frames), file)).contains("frame 1 comes after frame 1");
  }

  @Test
  void frame_outsideTheFile_isNoticed() {
    List<GateAttestation> frames = attestations(file);
    frames.set(4, attestation(4, Long.MAX_VALUE - 5, 10, Digest.ZERO));
    assertThat(problems(manifest(file, frames), file)).contains("frame 4 lies outside the file");
  }

  @Test
  void file_withAPlaceToHideBytes_isRefused() {
    byte[] full = mp4("free", new byte[9], "moov");
    assertThat(problems(manifest(full, attestations(full)), full))
        .anyMatch(problem -> problem.contains("a free box is not empty"));
    byte[] unknown = mp4("uuid", new byte[0], "moov");
    assertThat(problems(manifest(unknown, attestations(unknown)), unknown))
        .anyMatch(problem -> problem.contains("boxes are not ftyp, mdat, moov"));
    byte[] twice = mp4("free", new byte[0], "mdat");
    assertThat(problems(manifest(twice, attestations(twice)), twice))
        .anyMatch(problem -> problem.contains("boxes are not ftyp, mdat, moov"));
  }

  @Test
  void file_ofRandomBytes_isRefusedWithoutAnException() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(problems(manifest, noise)).as("seed %s", seed).isNotEmpty();
    }
  }

  private static List<String> problems(ClipManifest manifest, byte[] file) {
    return ClipCheck.problems(manifest, ByteBuffer.wrap(file));
  }

  private static ClipManifest manifest(byte[] file, List<GateAttestation> frames) {
    List<Digest> chunks = new ArrayList<>();
    for (int at = 0; at < file.length; at += Chunk.MAX_BYTES) {
      int length = Math.min(Chunk.MAX_BYTES, file.length - at);
      chunks.add(Digest.of(ByteBuffer.wrap(file, at, length)));
    }
    return new ClipManifest(
        Digest.of(file), "exterior.front", "video/mp4", 64, 48, file.length, chunks, frames);
  }

  private static List<GateAttestation> attestations(byte[] file) {
    List<GateAttestation> frames = new ArrayList<>();
    int media = new String(file, StandardCharsets.ISO_8859_1).indexOf("mdat") + 4;
    for (int i = 0; i < FRAMES; i++) {
      int at = media + i * FRAME_BYTES;
      frames.add(
          attestation(i, at, FRAME_BYTES, Digest.of(ByteBuffer.wrap(file, at, FRAME_BYTES))));
    }
    return frames;
  }

  private static GateAttestation attestation(int frame, long offset, int length, Digest output) {
    return new GateAttestation(
        frame,
        1000L * frame,
        offset,
        length,
        output,
        List.of(Digest.ZERO),
        "test",
        GateAttestation.Check.NONE,
        0,
        0);
  }

  /** Returns ftyp, a filler box, mdat with all frames, and a last box. */
  private static byte[] mp4(String filler, byte[] fill, String last) {
    byte[] media = new byte[FRAMES * FRAME_BYTES];
    new Random(3).nextBytes(media);
    ByteBuffer file = ByteBuffer.allocate(16 + 8 + fill.length + 8 + media.length + 16);
    box(file, "ftyp", new byte[8]);
    box(file, filler, fill);
    box(file, "mdat", media);
    box(file, last, new byte[8]);
    return file.array();
  }

  private static void box(ByteBuffer file, String type, byte[] payload) {
    file.putInt(8 + payload.length);
    file.put(type.getBytes(StandardCharsets.ISO_8859_1));
    file.put(payload);
  }
}
