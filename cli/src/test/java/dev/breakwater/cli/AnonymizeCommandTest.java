package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnonymizeCommandTest {
  @TempDir Path directory;

  private record Result(int exitCode, String out, String err) {}

  private static Result run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int exitCode =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
    return new Result(exitCode, out.toString(), err.toString());
  }

  @Test
  void output_signedThenChanged_isVerifiedThenRefused() throws Exception {
    Path picture = directory.resolve("图.png");
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    Path key = directory.resolve("key");
    Path out = directory.resolve("out");
    assertThat(run("anonymize", "keygen", key).exitCode()).isZero();
    Result first = run("anonymize", picture, "-o", out, "--signing-key", key, "-s", 128);
    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    assertThat(run("anonymize", picture, "-o", out, "--signing-key", key, "-s", 128).out())
        .contains("complete already, skipped");
    Path output = out.resolve("图.png");
    Result sound = run("anonymize", "verify", output, "--key", key + ".pub");
    assertThat(sound.exitCode()).as(sound.out() + sound.err()).isZero();
    Files.writeString(output, " ", StandardOpenOption.APPEND);
    Result changed = run("anonymize", "verify", output, "--key", key + ".pub");
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.out()).contains("图.png: SHA-256 is");
  }

  @Test
  void output_signedByAnotherKey_isRefused() throws Exception {
    Path picture = directory.resolve("a.png");
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    Path key = directory.resolve("key");
    Path other = directory.resolve("other");
    Path out = directory.resolve("out");
    run("anonymize", "keygen", key);
    run("anonymize", "keygen", other);
    run("anonymize", picture, "-o", out, "--signing-key", key, "-s", 128);
    Result result = run("anonymize", "verify", out.resolve("a.png"), "--key", other + ".pub");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("manifest.sig");
  }

  @Test
  void redaction_thatCanBeUndone_isWarnedOf() throws Exception {
    Path picture = directory.resolve("a.png");
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    Path out = directory.resolve("out");
    Result blurred = run("anonymize", picture, "-o", out, "-s", 128, "--replacewith", "blur");
    assertThat(blurred.exitCode()).as(blurred.err()).isZero();
    assertThat(blurred.err()).contains("may not leave a car");
    // Another redaction is another output: nothing of the first is taken for complete.
    Result solid = run("anonymize", picture, "-o", out, "-s", 128, "--replacewith", "mosaic");
    assertThat(solid.out()).doesNotContain("skipped");
    assertThat(solid.err()).doesNotContain("may not leave a car");
    Result wrong = run("anonymize", picture, "-o", out, "--replacewith", "pixelate");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("Give solid, mosaic, blur or none");
  }
}
