package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.SharedVision;
import dev.breakwater.anonymizer.detect.LabelledPictures.Count;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Models of others, described by their family alone")
final class ForeignModelTest {
  @TempDir Path directory;

  private ModelDescriptor describe(String file, DecodeFamily family) throws Exception {
    Path model = Files.copy(SharedVision.find("models/" + file), directory.resolve(file));
    Path yaml = Files.writeString(directory.resolve("own.yaml"), DescriptorDraft.of(model, family));
    return ModelDescriptor.read(yaml, ModelTrust.unsigned());
  }

  @ParameterizedTest(name = "{0}: at least {2} of 161 faces")
  @CsvSource({
    "yunet_n_dynamic.onnx, yunet, 155",
    "yunet_n_640_640.onnx, yunet, 152",
    "version-RFB-640.onnx, rfb, 150"
  })
  void model_labelledFaces_findsWhatWasMeasured(String file, String family, int faces)
      throws Exception {
    ModelDescriptor model = describe(file, DecodeFamily.valueOf(family.toUpperCase(Locale.ROOT)));
    try (var detector = NetworkDetector.open(model)) {
      assertThat(detector.classes()).containsExactly(ObjectClass.FACE);
      Count count = LabelledPictures.count(detector, "faces", "face", 32);
      System.out.printf("%s: %s%n", file, count);
      assertThat(count.objects()).isEqualTo(161);
      assertThat(count.found()).isGreaterThanOrEqualTo(faces);
    }
  }

  @Test
  void model_ofOneSize_takesNoOtherScale() throws Exception {
    ModelDescriptor model = describe("version-RFB-640.onnx", DecodeFamily.RFB);
    assertThat(model.hasOneSize()).isTrue();
    assertThat(model.input().size()).isEqualTo(new InputSize.Fixed(640, 480, 2));
  }

  @Test
  void model_askedAgain_stillKnowsItsAnswer() throws Exception {
    ModelDescriptor model = describe("yunet_n_dynamic.onnx", DecodeFamily.YUNET);
    try (var detector = NetworkDetector.open(model)) {
      detector.verify();
      detector.verify();
      assertThat(detector.models()).containsExactly(model.digest());
    }
  }
}
