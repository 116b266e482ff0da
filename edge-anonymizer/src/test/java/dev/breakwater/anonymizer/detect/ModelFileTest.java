package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A model file that is not what its descriptor says is refused with one line")
final class ModelFileTest {
  private static final ModelDescriptor SHIPPED = ModelDescriptor.shipped();

  @TempDir Path directory;
  private byte[] street = new byte[0];

  @BeforeEach
  void load() throws Exception {
    street = SHIPPED.file().load();
  }

  private ModelDescriptor pinning(byte[] content) {
    return descriptor(Digest.of(content), SHIPPED.family(), SHIPPED.thresholds(), SHIPPED.input());
  }

  private ModelDescriptor descriptor(
      Digest digest, DecodeFamily family, Thresholds thresholds, ModelInput input) {
    return new ModelDescriptor(
        new PinnedFile(directory, "own.onnx", digest),
        family,
        input,
        Map.of(),
        thresholds,
        Map.of(),
        SHIPPED.overlap(),
        SHIPPED.answer());
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(directory.resolve("own.onnx"), content);
  }

  private static void assertRefused(ModelDescriptor model, String problem) {
    assertThatThrownBy(() -> NetworkDetector.open(model))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageStartingWith("own.onnx: ")
        .hasMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void file_thatIsPinned_runs() throws Exception {
    write(street);
    NetworkDetector.open(pinning(street)).close();
  }

  @Test
  void file_withAnotherDigest_isRefused() throws Exception {
    write(street);
    assertRefused(pinning(new byte[1]), "SHA-256 is " + SHIPPED.digest().hex());
  }

  @Test
  void file_thatIsNotThere_isRefused() {
    assertRefused(pinning(street), "is not there");
  }

  @Test
  void file_thatIsALink_isRefused() throws Exception {
    Path real = Files.write(directory.resolve("real.onnx"), street);
    Files.createSymbolicLink(directory.resolve("own.onnx"), real);
    assertRefused(pinning(street), "is no regular file");
  }

  @Test
  void file_overTheLimit_isRefused() throws Exception {
    try (var file = new RandomAccessFile(directory.resolve("own.onnx").toFile(), "rw")) {
      file.setLength(PinnedFile.MAX_BYTES + 1L);
    }
    assertRefused(pinning(street), "has more than 134217728 bytes");
  }

  @Test
  void file_thatIsNoOnnx_isRefused() throws Exception {
    byte[] text = "not a model".getBytes(StandardCharsets.UTF_8);
    write(text);
    assertRefused(pinning(text), "ONNX Runtime does not run it (");
  }

  @Test
  void file_thatIsEmpty_isRefused() throws Exception {
    write(new byte[0]);
    assertRefused(pinning(new byte[0]), "");
  }

  @Test
  void file_cutOff_isRefused() throws Exception {
    byte[] half = Arrays.copyOf(street, street.length / 2);
    write(half);
    assertRefused(pinning(half), "ONNX Runtime does not run it (");
  }

  @Test
  void model_ofAnotherFamily_isRefused() throws Exception {
    write(street);
    Thresholds face = new Thresholds(Map.of(ObjectClass.FACE, 0.5));
    Digest digest = Digest.of(street);
    assertRefused(
        descriptor(digest, DecodeFamily.YUNET, face, SHIPPED.input()),
        "it has no output 'cls_8', only [s8, s16, s32]");
    assertRefused(
        descriptor(digest, DecodeFamily.RFB, face, SHIPPED.input()),
        "it has no output 'boxes', only [s8, s16, s32]");
  }

  @Test
  void model_ofOtherClasses_isRefused() throws Exception {
    write(street);
    Thresholds face = new Thresholds(Map.of(ObjectClass.FACE, 0.5));
    assertRefused(
        descriptor(Digest.of(street), DecodeFamily.STREET, face, SHIPPED.input()),
        "output 's8' is ?x6x?x?, the descriptor makes it 1x5x12x20");
  }

  @Test
  void model_withAnotherInput_isRefused() throws Exception {
    write(street);
    ModelInput usual = SHIPPED.input();
    var named =
        new ModelInput(
            "picture",
            usual.size(),
            usual.layout(),
            usual.colours(),
            usual.mean(),
            usual.divisor(),
            usual.padding());
    var pixels =
        new ModelInput(
            usual.name(),
            usual.size(),
            ModelInput.Layout.NHWC,
            usual.colours(),
            usual.mean(),
            usual.divisor(),
            usual.padding());
    Digest digest = Digest.of(street);
    assertRefused(
        descriptor(digest, SHIPPED.family(), SHIPPED.thresholds(), named),
        "it has no input 'picture', only [image]");
    assertRefused(
        descriptor(digest, SHIPPED.family(), SHIPPED.thresholds(), pixels),
        "input 'image' is ?x3x?x?, the descriptor makes it 1x96x160x3");
  }

  @Test
  void model_thatSeesOtherColours_doesNotKnowItsAnswer() throws Exception {
    write(street);
    ModelInput usual = SHIPPED.input();
    var swapped =
        new ModelInput(
            usual.name(),
            usual.size(),
            usual.layout(),
            ModelInput.Colours.RGB,
            usual.mean(),
            usual.divisor(),
            usual.padding());
    assertRefused(
        descriptor(Digest.of(street), SHIPPED.family(), SHIPPED.thresholds(), swapped),
        "answers the known picture with");
  }

  @Test
  void model_describedByItsFamily_isTheShippedOne() throws Exception {
    Path file = write(street);
    String text = DescriptorDraft.of(file, DecodeFamily.STREET);
    Path yaml = Files.writeString(directory.resolve("own.yaml"), text);
    ModelDescriptor described = ModelDescriptor.read(yaml, ModelTrust.unsigned());
    assertThat(described.answer().isThatOf(SHIPPED.answer().means())).isTrue();
    NetworkDetector.open(described).close();
    String stale = text.replaceAll("knownAnswer: .*", "knownAnswer: [1, 2]");
    Files.writeString(yaml, stale.replaceAll("(?m)^sha256.*\n", ""));
    assertThat(DescriptorDraft.complete(yaml)).isEqualTo(text);
  }

  @Test
  void provider_thatIsNotInstalled_isKnown() {
    assertThat(ExecutionProvider.CPU.isInstalled()).isTrue();
    assertThat(List.of(ExecutionProvider.values()))
        .filteredOn(each -> each != ExecutionProvider.CPU)
        .noneMatch(ExecutionProvider::isInstalled);
  }
}
