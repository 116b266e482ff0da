package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.VideoWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with an input: one line on standard error, no output of it, all else done. */
class BadInputTest {
  private static final int[] UNEVEN_MILLIS = {0, 40, 45, 300, 1000, 1001, 1500, 1700};

  @TempDir Path directory;
  private Path in;
  private Path out;

  private record Result(int exitCode, List<String> out, List<String> err) {}

  @BeforeEach
  void makeFolders() throws IOException {
    in = Files.createDirectories(directory.resolve("in"));
    out = directory.resolve("out");
  }

  private static Result run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
    return new Result(exitCode, out.toString().lines().toList(), err.toString().lines().toList());
  }

  @Test
  void folder_withEveryKindOfBadFile_namesEachOnceAndDoesTheRest() throws Exception {
    List<String> bad = badFiles();
    picture(in.resolve("好 ü.jpg"), 64, 48);
    picture(in.resolve("odd.png"), 33, 21);
    Result result = run("anonymize", in, "-o", out, "-s", 128);
    assertThat(result.exitCode()).isEqualTo(1);
    for (String name : bad) {
      assertThat(result.err()).filteredOn(line -> line.contains("/" + name + ":")).hasSize(1);
      assertThat(out.resolve(name)).doesNotExist();
    }
    assertThat(result.err()).hasSameSizeAs(bad);
    assertThat(result.out()).hasSize(2);
    assertThat(sizeOf(out.resolve("odd.png"))).isEqualTo("33x21");
    assertThat(out.resolve("好 ü.jpg")).isNotEmptyFile();
    assertNothingHalfWritten();
  }

  /** Makes the bad files and returns their names. */
  private List<String> badFiles() throws IOException {
    byte[] jpeg = Files.readAllBytes(picture(directory.resolve("sound.jpg"), 160, 96));
    byte[] png = Files.readAllBytes(picture(directory.resolve("sound.png"), 160, 96));
    byte[] mp4 = Files.readAllBytes(video(directory.resolve("sound.mp4")));
    write("cut.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    write("cut.png", Arrays.copyOf(png, png.length / 2));
    write("cut.mp4", Arrays.copyOf(mp4, mp4.length / 2));
    write("empty.jpg", new byte[0]);
    write("empty.mp4", new byte[0]);
    write("noise.jpg", noise());
    write("noise.mkv", noise());
    write("text.png", "no picture".getBytes(StandardCharsets.UTF_8));
    write("坏.jpg", Arrays.copyOf(jpeg, 30));
    ImageIO.write(
        new BufferedImage(16_000, 16_000, BufferedImage.TYPE_BYTE_BINARY),
        "png",
        in.resolve("huge.png").toFile());
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  @Test
  void video_ofOddSidesOrUnevenTimes_keepsItsFramesAndTheirTimes() throws Exception {
    Path uneven = video(in.resolve("uneven.mp4"));
    write("odd.avi", rawVideo(161, 97, 4));
    Result result = run("anonymize", in, "-o", out, "-s", 128);
    assertThat(result.exitCode()).as("%s %s", result.out(), result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(times(out.resolve("uneven.mp4"))).isEqualTo(times(uneven));
    assertThat(times(out.resolve("odd.mp4"))).hasSize(4);
    assertNothingHalfWritten();
  }

  @Test
  void input_givenTwice_isRefusedInOneLineBeforeAnythingIsWritten() throws Exception {
    Path picture = picture(in.resolve("a.jpg"), 64, 48);
    assertOneLine(run("anonymize", picture, picture, "-o", out, "-s", 128), "two inputs");
    assertOneLine(run("anonymize", picture, in, "-o", out, "-s", 128), "two inputs");
    assertThat(out).doesNotExist();
  }

  @Test
  void input_missing_isRefusedInOneLine() {
    Result result = run("anonymize", in.resolve("none.jpg"), "-o", out);
    assertOneLine(result, "none.jpg does not exist");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void target_notWritable_isSaidInOneLineForEachInput() throws Exception {
    picture(in.resolve("a.jpg"), 64, 48);
    Path file = Files.writeString(directory.resolve("file"), "not a folder");
    assertOneLine(run("anonymize", in, "-o", file, "-s", 128), file.toString());
    assertOneLine(run("anonymize", in, "-o", file.resolve("below"), "-s", 128), file.toString());
    assertThat(file).hasContent("not a folder");
  }

  @Test
  void target_isAFolderOfTheOutputsName_isSaidInOneLine() throws Exception {
    Path picture = picture(in.resolve("a.jpg"), 64, 48);
    Files.createDirectories(out.resolve("a.jpg/kept"));
    assertOneLine(run("anonymize", picture, "-o", out, "-s", 128), "a.jpg");
    assertThat(out.resolve("a.jpg/kept")).isDirectory();
    assertNothingHalfWritten();
  }

  @Test
  void manifest_ofAnEarlierRunIsBroken_isMadeAgain() throws Exception {
    Path picture = picture(in.resolve("a.jpg"), 64, 48);
    assertThat(run("anonymize", picture, "-o", out, "-s", 128).exitCode()).isZero();
    Path manifest = out.resolve("a.jpg.manifest.json");
    String sound = Files.readString(manifest);
    Files.writeString(
        manifest, sound.replaceFirst("(?s)\"input\" : \\{.*?\\}", "\"input\" : null"));
    Result again = run("anonymize", picture, "-o", out, "-s", 128);
    assertThat(again.exitCode()).as("%s", again.err()).isZero();
    assertThat(again.out().get(0)).doesNotContain("skipped");
    assertThat(manifest).hasContent(sound);
  }

  private static void assertOneLine(Result result, String part) {
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err()).singleElement().asString().contains(part);
    assertThat(result.out()).isEmpty();
  }

  private void assertNothingHalfWritten() throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(in.resolve(name), content);
  }

  private static byte[] noise() {
    byte[] noise = new byte[20_000];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private static Path picture(Path file, int widthPx, int heightPx) throws IOException {
    var image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    var random = new Random(1);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    String name = file.toString();
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    return file;
  }

  /** Returns a video whose frames do not follow each other evenly. */
  private static Path video(Path file) throws IOException {
    try (Frame first = frame(0);
        VideoWriter writer = VideoWriter.create(file, VideoWriter.Container.MP4, first, 25)) {
      for (int millis : UNEVEN_MILLIS) {
        try (Frame frame = frame(millis)) {
          writer.write(frame);
        }
      }
      writer.finish();
      return file;
    }
  }

  /** Returns a grey video that no codec has to be asked for (YUV4MPEG2). */
  private static byte[] rawVideo(int widthPx, int heightPx, int frames) {
    byte[] pixels = new byte[widthPx * heightPx + (widthPx + 1) / 2 * ((heightPx + 1) / 2) * 2];
    Arrays.fill(pixels, (byte) 128);
    var video = new ByteArrayOutputStream();
    String head = "YUV4MPEG2 W%d H%d F25:1 Ip A1:1 C420jpeg\n".formatted(widthPx, heightPx);
    video.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < frames; i++) {
      video.writeBytes("FRAME\n".getBytes(StandardCharsets.US_ASCII));
      video.writeBytes(pixels);
    }
    return video.toByteArray();
  }

  private static Frame frame(int millis) {
    return Frame.black(new FrameInfo(0, millis, millis * 1000L), 160, 96);
  }

  private static List<Long> times(Path video) throws Exception {
    List<Long> millis = new ArrayList<>();
    try (FrameSource source = FrameSource.open(video, 0)) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          assertThat(frame.isDamaged()).isFalse();
          millis.add(frame.info().capturedAtMillis());
        }
      }
    }
    return millis;
  }

  private static String sizeOf(Path picture) throws IOException {
    BufferedImage image = ImageIO.read(picture.toFile());
    return image.getWidth() + "x" + image.getHeight();
  }
}
