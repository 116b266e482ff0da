package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelDescriptorTest {
  private static final ModelTrust UNSIGNED = ModelTrust.unsigned();

  private static final String GOOD =
      """
      version: 1
      file: model.onnx
      sha256: 4184135c9ae8bd4477fc671c13311db0ff72e3b0ef5e52b48c7efcbba908a11b
      family: street
      input:
        name: image
        size: {longestSidePx: 960, multiplePx: 32, maxEnlargement: 2.0}
        layout: nchw
        colours: bgr
        mean: [0, 0, 0]
        divisor: [255, 255, 255]
        padding: 114
      outputs: {s8: out8}
      thresholds: {face: 0.45, plate: 0.50}
      profiles: {fisheye: {face: 0.30, plate: 0.35}}
      overlap: 0.45
      knownAnswer: [0.1, 0.2]
      tolerance: 0.002
      """;

  @TempDir Path directory;

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("model.yaml"), text);
  }

  @Test
  void descriptor_wellFormed_isReadWhole() throws Exception {
    ModelDescriptor read = ModelDescriptor.read(write(GOOD), UNSIGNED);
    assertThat(read.name()).isEqualTo("model.onnx");
    assertThat(read.family()).isEqualTo(DecodeFamily.STREET);
    assertThat(read.input().size()).isEqualTo(new InputSize.Scaled(960, 32, 2.0));
    assertThat(read.outputName("s8")).isEqualTo("out8");
    assertThat(read.outputName("s16")).isEqualTo("s16");
    Thresholds fisheye = Objects.requireNonNull(read.profiles().get("fisheye"));
    assertThat(read.withThresholds(fisheye).thresholds().of(ObjectClass.PLATE)).isEqualTo(0.35);
  }

  @Test
  void descriptor_writtenAndReadAgain_isTheSame() throws Exception {
    ModelDescriptor read = ModelDescriptor.read(write(GOOD), UNSIGNED);
    assertThat(ModelDescriptor.read(write(DescriptorText.of(read)), UNSIGNED)).isEqualTo(read);
  }

  @ParameterizedTest(name = "{0} -> {1}: line {2}, {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1|version: 2|-1|version is 1, not 2",
        "family: street|family: yolo|4|not one of the values accepted for Enum class: [",
        "family: street|family: rfb|-1|a rfb model searches for one class",
        "overlap: 0.45|overlap: much|16|overlap",
        "overlap: 0.45|overlap: 1.5|-1|overlap is above 0 and below 1",
        "overlap: 0.45|overlap:|-1|overlap",
        "overlap: 0.45|overlop: 0.45|-1|overlap: is missing",
        "outputs: {s8: out8}|gamma: 2|-1|gamma: Unrecognized field",
        "padding: 114|padding: 300|-1|input: padding is 0 to 255, not 300",
        "padding: 114|padding: 1.5|12|input.padding",
        "longestSidePx: 960|longestSidePx: 9600|-1|longestSidePx is 32 to 4096, not 9600",
        "longestSidePx: 960|widthPx: 960|-1|size has longestSidePx and multiplePx",
        "maxEnlargement: 2.0|maxEnlargement: 99|-1|maxEnlargement is 1 to 16",
        "mean: [0, 0, 0]|mean: [0, 0]|-1|mean is three numbers",
        "divisor: [255, 255, 255]|divisor: [255, 0, 255]|-1|divisor is three numbers above 0",
        "layout: nchw|layout: hwc|8|input.layout",
        "face: 0.45,|face: 1.45,|14|a threshold is above 0 and below 1",
        "face: 0.45,|nose: 0.45,|14|thresholds.nose",
        "{face: 0.45, plate: 0.50}|{}|14|thresholds name no class",
        "{face: 0.30, plate: 0.35}|{face: 0.30}|-1|a profile has the same classes",
        "tolerance: 0.002|tolerance: 5|-1|tolerance is above 0",
        "tolerance: 0.002|sha256: 00|18|Duplicate field 'sha256'",
        "sha256: 4184|sha256: x184|-1|",
        "file: model.onnx|file: ../model.onnx|-1|file is the name of a file beside",
        "version: 1|version: [1|-1|",
      })
  void descriptor_withAMistake_isOneLineThatNamesIt(
      String good, String bad, int line, String problem) throws Exception {
    assertThat(GOOD).contains(good);
    Path file = write(GOOD.replace(good, bad));
    assertThatThrownBy(() -> ModelDescriptor.read(file, UNSIGNED))
        .isInstanceOfSatisfying(
            DescriptorException.class,
            e -> {
              assertThat(e.getMessage()).startsWith(file.toString()).hasLineCount(1);
              assertThat(e.getMessage()).doesNotContain("dev.breakwater");
              assertThat(e.getMessage()).contains(problem == null ? "" : problem);
              if (line > 0) {
                assertThat(e.line()).as(e.getMessage()).isEqualTo(line);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "version: 1",
    "file: model.onnx",
    "sha256: ",
    "family: street",
    "name: image",
    "layout: nchw",
    "mean:",
    "padding: 114",
    "thresholds:",
    "overlap:",
    "knownAnswer:",
    "tolerance:"
  })
  void descriptor_withoutAProperty_isRefused(String start) throws Exception {
    String without =
        GOOD.lines()
            .filter(line -> !line.strip().startsWith(start))
            .reduce("", (text, line) -> text + line + "\n");
    assertThat(without).isNotEqualTo(GOOD);
    Path file = write(without);
    assertThatThrownBy(() -> ModelDescriptor.read(file, UNSIGNED))
        .isInstanceOf(DescriptorException.class)
        .hasMessageContaining(start.strip().replaceAll(":.*", ""));
  }

  @Test
  void descriptor_tooLarge_isRefused() throws Exception {
    Path file = write(GOOD + "#".repeat(DescriptorReader.MAX_BYTES));
    assertThatThrownBy(() -> ModelDescriptor.read(file, UNSIGNED))
        .isInstanceOf(DescriptorException.class)
        .hasMessageContaining("has more than 65536 bytes");
  }

  @Test
  void descriptor_thatNobodyTrusts_isNotEvenParsed() throws Exception {
    Path file = write("{{{ nonsense");
    assertThatThrownBy(
            () -> ModelDescriptor.read(file, (statement, signature) -> Optional.of("no key")))
        .isInstanceOf(DescriptorException.class)
        .hasMessageContaining("model.yaml: no key");
  }
}
