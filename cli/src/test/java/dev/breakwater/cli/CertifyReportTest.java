package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.synthetic.DriveWriter;
import dev.breakwater.anonymizer.synthetic.PlantedObject;
import dev.breakwater.anonymizer.synthetic.SyntheticDrive;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One picture of the drawn drive, with the truth about it as labels. */
final class CertifyReportTest {
  private static final int NEAR_FRAME = 170;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void draw() throws IOException {
    var drawn = new SyntheticDrive(DriveWriter.SEED).frame(NEAR_FRAME);
    Path pictures = Files.createDirectories(folder.resolve("labelled/front"));
    var json = new ObjectMapper();
    var labels = json.createArrayNode();
    try (Frame frame = drawn.toFrame(0)) {
      Files.write(
          pictures.resolve("a.png"), PictureEncoder.encode(frame, PictureFormat.PNG).array());
      var boxes =
          labels
              .addObject()
              .put("file", "a.png")
              .put("width", frame.widthPx())
              .put("height", frame.heightPx())
              .putArray("boxes");
      for (PlantedObject object : drawn.truth().objects()) {
        boxes
            .addObject()
            .put("class", object.kind().name().toLowerCase(Locale.ROOT))
            .put("x", object.x())
            .put("y", object.y())
            .put("w", object.w())
            .put("h", object.h())
            .put("visible", object.visible());
      }
    }
    json.writeValue(pictures.resolve("labels.json").toFile(), labels);
  }

  @Test
  @DisplayName("GB/T 44464 B.6: what is covered is shown to every reader at hand")
  void anonymization_product_asksReadersAndWritesPages() throws IOException {
    Path html = folder.resolve("report.html");
    Path revealed = folder.resolve("misses.html");

    int exit =
        run(
            "anonymization",
            labelled(),
            "--html",
            html.toString(),
            "--reveal",
            revealed.toString());

    assertThat(exit).as("%s%s", out, err).isZero();
    assertThat(out.toString())
        .contains("effect on what is covered (B.6):")
        .containsPattern(
            "faces, the model that covered them: of [1-9]\\d* recognizes [1-9]\\d* as taken, 0 as")
        .contains("plates unproven");
    assertThat(Files.readString(html)).contains("Effect (B.6)").contains("Missed objects");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(revealed)))
        .isEqualTo("rw-------");
  }

  @Test
  void anonymization_effectNotWanted_saysItWasNotAsked() throws IOException {
    Path html = folder.resolve("report.html");

    run("anonymization", labelled(), "--no-effect", "--html", html.toString());

    assertThat(out.toString()).doesNotContain("effect on what is covered");
    assertThat(Files.readString(html)).contains("(B.6) was not asked.");
  }

  @Test
  void anonymization_readerWithoutDescriptor_isRefusedInOneLine() {
    int exit = run("anonymization", labelled(), "--face-reader", "no-such.yaml");

    assertThat(exit).isNotZero();
    assertThat(err.toString()).contains("no-such.yaml").hasLineCount(1);
  }

  @Test
  void check_sameModelAsTheDetector_isMeasuredByClass() {
    int exit = run("check", labelled(), "--check", "street-v3");

    assertThat(exit).as("nothing was missed: nothing is proven").isEqualTo(1);
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .hasLineCount(2)
        .containsPattern("faces: planted removals caught [1-9]\\d* of [1-9]\\d* ")
        .containsPattern("plates: planted removals caught [1-9]\\d* of [1-9]\\d* ");
  }

  @Test
  void check_notNamed_isRefusedInOneLine() {
    int exit = run("check", labelled());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("--check FILE.yaml").hasLineCount(1);
  }

  @Test
  @DisplayName("GB/T 44464 B.4, B.5: a sample says its seed and which rules it keeps")
  void sample_folder_isDrawnAndItsRulesAreSaid() {
    Path sample = folder.resolve("sample");

    int exit = run("sample", labelled(), "-o", sample.toString(), "--seed", "7");

    assertThat(exit).as("%s%s", out, err).isZero();
    assertThat(out.toString())
        .contains("seed 7: 1 pictures in " + sample)
        .contains("not met  B.4 500 pictures: 1");
    assertThat(sample.resolve("front/a.png")).exists();
    assertThat(sample.resolve("labels.json")).exists();
  }

  @Test
  void sample_wrongUse_isRefusedInOneLine() {
    assertThat(run("sample", "no-such-folder", "-o", "x")).isEqualTo(2);
    assertThat(run("sample", labelled(), "-o", "x", "--pictures", "0")).isEqualTo(2);
    assertThat(run("sample", labelled(), "-o", folder.toString())).isEqualTo(2);

    assertThat(err.toString()).hasLineCount(3).contains("exists and is not replaced");
  }

  private String labelled() {
    return folder.resolve("labelled").toString();
  }

  private int run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "certify";
    System.arraycopy(args, 0, all, 1, args.length);
    CommandLine command = Main.commandLine();
    return command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(all);
  }
}
