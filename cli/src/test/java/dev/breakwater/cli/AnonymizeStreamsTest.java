package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.VideoWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command with cameras, pipes and single files. */
final class AnonymizeStreamsTest {
  private static final Path RTSP_SERVER =
      Path.of("../edge-anonymizer/src/test/resources/rtsp/rtsp_server.py");
  private static final Path RTSP_LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/girepository-1.0/GstRtspServer-1.0.typelib");
  private static final int FRAME_BYTES = 160 * 96 * 3 / 2;

  @TempDir private Path folder;

  private record Result(int exitCode, String out, String err) {}

  private static Result run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
    return new Result(exitCode, out.toString(), err.toString());
  }

  @Test
  void live_rtspServerThatEnds_completesTheFileAndSaysSoInOneLine() throws Exception {
    assumeTrue(Files.exists(RTSP_LIBRARY), "needs gir1.2-gst-rtsp-server-1.0 and python3-gi");
    Process server =
        new ProcessBuilder(
                "/usr/bin/python3",
                RTSP_SERVER.toString(),
                video("camera.mp4", 40).toString(),
                "operator",
                "secret")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      var said =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
      String address = "127.0.0.1:" + said.readLine() + "/camera";
      Path out = folder.resolve("out.mp4");
      Result result =
          run("anonymize", "live", "rtsp://operator:secret@" + address, "-o", out, "-s", 64);
      assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines())
          .singleElement()
          .asString()
          .startsWith("rtsp://" + address + ": ")
          .contains("frames", "the camera is gone")
          .doesNotContain("secret");
      if (Files.exists(out)) {
        assertThat(FrameSource.countFrames(out)).isPositive();
      }
      assertThat(Files.readString(folder.resolve("out.mp4.manifest.json")))
          .contains("\"rtsp://" + address + "\"", "\"solid-camera\"")
          .doesNotContain("secret", "operator");
    } finally {
      server.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "live http://user:secret@host/ -o x.mp4,no address",
    "live rtsp://127.0.0.1:1/a -o x.avi,Name it .mp4 or .mkv",
    "live rtsp://127.0.0.1:1/a rtsp://127.0.0.1:1/b -o -,one stream",
    "live rtsp://127.0.0.1:1/a -o x.mp4 --duration 0,Give seconds",
    "live rtsp://127.0.0.1:1/a -o x.mp4 --replacewith blur,for files only",
    "live rtsp://127.0.0.1:1/a -o x.mp4 --evidence e,for pixels written to a pipe",
    "live - -o x.mp4,'Give --raw-format, --size and --fps'",
    "live /dev/video0 -o x.mp4 --size 1920,Give one like 1920x1080",
    "rtsp://user:secret@host/ -o x.mp4,anonymize live",
    "- -o x.mp4 --raw-format nv12 --size 0x10 --fps 5,Not taken",
    "- --raw-format nv12 --size 16x16 --fps 5,Give -o",
    "- -o - --raw-format nv12 --size 16x16 --fps 5 --keep-audio,carries pixels only"
  })
  void usage_thatIsWrong_isRefusedInOneLine(String arguments, String remedy) {
    List<Object> words = new ArrayList<>(List.of("anonymize"));
    words.addAll(List.of(arguments.split(" ")));
    Result result = run(words.toArray());
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(remedy);
    assertThat(result.err()).doesNotContain("secret");
    assertThat(Path.of("x.mp4")).doesNotExist();
  }

  @Test
  void live_outputThatExists_isNotOverwritten() throws Exception {
    Path out = Files.writeString(folder.resolve("out.mp4"), "another recording");
    Result result = run("anonymize", "live", "rtsp://127.0.0.1:1/a", "-o", out);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("exists");
    assertThat(out).hasContent("another recording");
  }

  @Test
  void live_cameraThatIsNotThere_isRefusedInOneLine() {
    Path out = folder.resolve("out.mp4");
    for (String camera : List.of("rtsp://user:secret@127.0.0.1:1/a", "/dev/video987")) {
      Result result = run("anonymize", "live", camera, "-o", out, "-s", 64);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.err()).contains("Check").doesNotContain("secret");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void file_toANamedFileOrBesideItself_isWrittenThere() throws Exception {
    Path video = video("名.mkv", 3);
    Path named = folder.resolve("new/x.mp4");
    assertThat(run("anonymize", video, "-o", named, "-s", 64).exitCode()).isZero();
    assertThat(FrameSource.countFrames(named)).isEqualTo(3);
    assertThat(run("anonymize", video, "-s", 64).exitCode()).isZero();
    assertThat(FrameSource.countFrames(folder.resolve("名_anonymized.mkv"))).isEqualTo(3);
    Result picture = run("anonymize", video, "-o", folder.resolve("a.png"), "-s", 64);
    assertThat(picture.exitCode()).isEqualTo(1);
    assertThat(picture.err()).contains("Name it .mkv or .mp4");
  }

  @Test
  void pipe_inAndOut_carriesPixelsOnly() throws Exception {
    Path evidence = folder.resolve("evidence");
    Process process = pipe("--evidence", evidence.toString());
    try (var in = process.getOutputStream()) {
      in.write(new byte[FRAME_BYTES * 3]);
    }
    assertThat(process.getInputStream().readAllBytes()).hasSize(FRAME_BYTES * 3);
    assertThat(process.waitFor()).isZero();
    assertThat(evidence.resolve("pipe_anonymized.nv12.manifest.json")).exists();
  }

  @Test
  void pipe_readerGone_endsInOneLine() throws Exception {
    Process process = pipe();
    process.getInputStream().close();
    try (var in = process.getOutputStream()) {
      in.write(new byte[FRAME_BYTES * 10]);
    } catch (IOException e) {
      // The command has ended before it took everything.
    }
    assertThat(process.waitFor()).isEqualTo(1);
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.lines()).hasSize(1);
    assertThat(said).contains("whoever reads the pipe is gone");
  }

  private static Process pipe(String... more) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), "dev.breakwater.cli.Main"));
    command.addAll(List.of("anonymize", "-", "-o", "-", "--raw-format", "nv12"));
    command.addAll(List.of("--size", "160x96", "--fps", "25", "-s", "64"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).start();
  }

  private Path video(String name, int frames) throws IOException {
    Path file = folder.resolve(name);
    var container =
        name.endsWith("mkv") ? VideoWriter.Container.MATROSKA : VideoWriter.Container.MP4;
    try (Frame first = frame(0);
        var writer = VideoWriter.create(file, container, first, 10)) {
      for (int i = 0; i < frames; i++) {
        try (Frame frame = frame(i)) {
          writer.write(frame);
        }
      }
      writer.finish();
      return file;
    }
  }

  private static Frame frame(int index) {
    return Frame.black(new FrameInfo(index, 0, index * 100_000L), 160, 96);
  }
}
