package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.detect.ModelDescriptor;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model from outside, which here is a copy of the shipped one. */
class ModelOptionsTest {
  @TempDir Path directory;
  private Path picture = Path.of("");
  private Path yaml = Path.of("");
  private Path key = Path.of("");

  private record Result(int exitCode, String out, String err) {
    void isRefused(int exitCode, String problem) {
      assertThat(exitCode()).as(err).isEqualTo(exitCode);
      assertThat(err).contains(problem);
      assertThat(err.lines()).hasSize(1);
    }
  }

  private static Result run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
    return new Result(exitCode, out.toString(), err.toString());
  }

  private Result anonymize(Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("anonymize", picture, "-o", out(), "-s", 128));
    arguments.addAll(Arrays.asList(options));
    return run(arguments.toArray());
  }

  private Path out() {
    return directory.resolve("out");
  }

  private String manifest() throws Exception {
    return Files.readString(out().resolve("a.png.manifest.json"));
  }

  @BeforeEach
  void prepare() throws Exception {
    picture = directory.resolve("a.png");
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    Path model = directory.resolve("own.onnx");
    try (InputStream shipped =
        ModelDescriptor.class.getResourceAsStream("/models/street-v3.onnx")) {
      Files.copy(Objects.requireNonNull(shipped), model);
    }
    Result described = run("anonymize", "model", "describe", model, "--family", "street");
    assertThat(described.exitCode()).as(described.err()).isZero();
    yaml = Files.writeString(directory.resolve("own.yaml"), described.out());
    key = directory.resolve("key");
    assertThat(run("anonymize", "keygen", key, "--name", "models.example").exitCode()).isZero();
  }

  @Test
  void model_describedAndSigned_searches() throws Exception {
    Result signed = run("anonymize", "model", "sign", yaml, "--signing-key", key);
    assertThat(signed.exitCode()).as(signed.err()).isZero();
    Result result = anonymize("--model", yaml, "--model-key", key + ".pub");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(manifest())
        .contains("\"model\" : \"own.onnx\"", "\"model_signer\" : \"models.example+");
  }

  @Test
  void model_inEightBits_isBuiltIn() throws Exception {
    Result result = anonymize("--model", ModelDescriptor.SHIPPED_INT8);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(manifest())
        .contains(
            "\"model\" : \"" + ModelDescriptor.SHIPPED_INT8 + ".onnx\"",
            "\"model_signer\" : \"shipped\"");
  }

  @Test
  void model_changedAfterSigning_isRefused() throws Exception {
    run("anonymize", "model", "sign", yaml, "--signing-key", key);
    Files.writeString(yaml, Files.readString(yaml).replace("face: 0.45", "face: 0.95"));
    anonymize("--model", yaml, "--model-key", key + ".pub")
        .isRefused(1, "own.yaml: the signature is of another model descriptor");
    assertThat(out()).doesNotExist();
  }

  @Test
  void model_signedByAnother_isRefused() {
    run("anonymize", "model", "sign", yaml, "--signing-key", key);
    Path other = directory.resolve("other");
    run("anonymize", "keygen", other);
    anonymize("--model", yaml, "--model-key", other + ".pub").isRefused(1, "own.yaml: ");
  }

  @Test
  void model_orKeyThatIsNotThere_isRefused() {
    Path nothing = directory.resolve("nothing");
    anonymize("--model", yaml, "--model-key", nothing).isRefused(2, "nothing is no file.");
    anonymize("--model", nothing, "--allow-unsigned-model").isRefused(1, "nothing: does not exist");
    anonymize("--model", directory, "--allow-unsigned-model").isRefused(1, ": is no regular file");
  }

  @Test
  void model_thatNobodySigned_needsSayingSo() throws Exception {
    anonymize("--model", yaml, "--model-key", key + ".pub").isRefused(1, "nobody signed it");
    anonymize("--model", yaml).isRefused(2, "Give --model-key");
    anonymize("--model", yaml, "--model-key", key + ".pub", "--allow-unsigned-model")
        .isRefused(2, "exclude each other");
    assertThat(out()).doesNotExist();
    Result result = anonymize("--model", yaml, "--allow-unsigned-model");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(manifest()).contains("\"model_signer\" : \"unsigned\"");
  }

  @Test
  void models_oneForEachClass_searchTogether() throws Exception {
    Path faces = directory.resolve("faces.yaml");
    String both = Files.readString(yaml);
    Files.writeString(faces, both.replace("{face: 0.45, plate: 0.5}", "{face: 0.45}"));
    anonymize("--model", faces, "--allow-unsigned-model")
        .isRefused(2, "No --model searches for plates.");
    Result two = anonymize("--model", yaml, "--model", "street-v3", "--allow-unsigned-model");
    assertThat(two.exitCode()).as(two.err()).isZero();
    assertThat(manifest())
        .contains("\"model\" : \"own.onnx,street-v3.onnx\"", "\"face_threshold\" : \"0.45,0.4\"");
  }

  @Test
  void camera_ofTheModel_setsItsThresholds() throws Exception {
    String profiles = "profiles: {fisheye: {face: 0.3, plate: 0.31}}\noverlap";
    Files.writeString(yaml, Files.readString(yaml).replace("overlap", profiles));
    Result result = anonymize("--model", yaml, "--allow-unsigned-model", "--camera", "fisheye");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(manifest()).contains("\"camera\" : \"fisheye\"", "\"plate_threshold\" : \"0.31\"");
    anonymize("--model", yaml, "--allow-unsigned-model", "--camera", "rear")
        .isRefused(2, "--camera rear: no model has such a profile. The profiles are [fisheye]");
  }

  @Test
  void check_byTheShippedModel_isMirroredAndSaid() throws Exception {
    Result result = anonymize("--check", "street-v3", "--check-every", 1, "--tiles", "2x1");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(manifest())
        .contains(
            "\"check\" : \"street-v3.onnx mirrored at 640\"",
            "\"check_every\" : \"1\"",
            "\"tiles\" : \"2x1\"",
            "\"model_signer\" : \"shipped\"",
            "\"execution_provider\" : \"cpu\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {ModelDescriptor.SHIPPED_CHECK, ModelDescriptor.SHIPPED_FAST_CHECK})
  void check_byAShippedSecondNetwork_isAnotherOpinion(String second) throws Exception {
    Result result = anonymize("--check", second);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(manifest())
        .contains(
            "\"check\" : \"" + second + ".onnx mirrored at 640\"",
            "\"check_attested\" : \"passed\"",
            "\"model_signer\" : \"shipped\"");
  }

  @ParameterizedTest
  @CsvSource({
    "--tiles, 20x1, --tiles 20x1",
    "--tiles, wide, --tiles wide",
    "--ep, cuda, --ep cuda: the ONNX Runtime of this program does not have it",
    "--ep, abacus, Invalid value for option '--ep'",
    "--camera, rear, no model has such a profile",
    "--check-every, 3, needs a check",
    "--face-threshold, 1.5, 1.5 is no threshold",
    "--scale, 9000, --scale 9000"
  })
  void option_outOfRange_isOneLineAndExitCodeTwo(String option, String value, String problem) {
    run("anonymize", picture, "-o", out(), option, value).isRefused(2, problem);
    assertThat(out()).doesNotExist();
  }

  @Test
  void describe_ofWhatIsNoModel_saysSo() throws Exception {
    Path text = Files.writeString(directory.resolve("text.onnx"), "no model");
    run("anonymize", "model", "describe", text).isRefused(2, "Give --family");
    run("anonymize", "model", "describe", text, "--family", "rfb")
        .isRefused(1, "text.onnx: ONNX Runtime does not run it");
    run("anonymize", "model", "describe", directory.resolve("own.onnx"), "--family", "yunet")
        .isRefused(1, "it has no output 'cls_8'");
    Files.writeString(yaml, "version: 1\n");
    run("anonymize", "model", "sign", yaml, "--signing-key", key).isRefused(1, "own.yaml:");
  }
}
