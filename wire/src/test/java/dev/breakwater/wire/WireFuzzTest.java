package dev.breakwater.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.fuzz.RoundTrip;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireFuzzTest {
  static Stream<FuzzTarget> targets() {
    return Stream.concat(
        CodecTest.samples().map(WireFuzzTest::codec), Stream.of(boxes(), clipCheck()));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("targets")
  void decoder_brokenInput_rejectsItOrReadsWhatItCanWrite(FuzzTarget target) {
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  private static <T> FuzzTarget codec(CodecTest.Sample<T> sample) {
    var decoder =
        RoundTrip.<T>of(
            input -> sample.decoder().decode(Bytes.of(input)),
            value -> sample.encoder().apply(value).toArray());
    return FuzzTarget.of(sample.name().replace(' ', '-'), WireFormatException.class, decoder)
        .startingFrom(sample.encoded().toArray());
  }

  private static FuzzTarget boxes() {
    return FuzzTarget.of("mp4-boxes", WireFormatException.class, WireFuzzTest::mediaIsInside)
        .startingFrom(smallFile());
  }

  private static void mediaIsInside(byte[] file) throws WireFormatException {
    Mp4Boxes.Range media = Mp4Boxes.mediaData(ByteBuffer.wrap(file));
    assertThat(media.from()).isBetween(0L, media.to());
    assertThat(media.to()).isLessThanOrEqualTo(file.length);
  }

  /** The input is a file; the manifest that it is checked against is good. */
  private static FuzzTarget clipCheck() {
    byte[] good = smallFile();
    var frame =
        new GateAttestation(
            0,
            5,
            40,
            5,
            digest(good, 40, 5),
            List.of(Digest.ZERO),
            "file",
            GateAttestation.Check.NONE,
            0,
            0);
    var manifest =
        new ClipManifest(
            Digest.of(good),
            "front",
            "video/mp4",
            640,
            360,
            good.length,
            List.of(Digest.of(good)),
            List.of(frame));
    assertThat(ClipCheck.problems(manifest, ByteBuffer.wrap(good))).isEmpty();
    return FuzzTarget.of(
            "clip-check",
            file ->
                assertThat(ClipCheck.problems(manifest, ByteBuffer.wrap(file)).isEmpty())
                    .isEqualTo(Arrays.equals(file, good)))
        .startingFrom(good);
  }

  private static Digest digest(byte[] file, int from, int length) {
    return Digest.of(ByteBuffer.wrap(file, from, length));
  }

  /** Boxes ftyp, free, mdat with five bytes at 40, moov with four. */
  private static byte[] smallFile() {
    var file = ByteBuffer.allocate(57);
    box(file, "ftyp", 8);
    box(file, "free", 0);
    // A 64-bit length, as the muxer writes.
    file.putInt(1).put("mdat".getBytes(US_ASCII)).putLong(21);
    file.put(new byte[] {1, 2, 3, 4, 5});
    box(file, "moov", 4);
    return file.array();
  }

  private static void box(ByteBuffer file, String type, int length) {
    file.putInt(8 + length).put(type.getBytes(US_ASCII));
    file.put(new byte[length]);
  }
}
