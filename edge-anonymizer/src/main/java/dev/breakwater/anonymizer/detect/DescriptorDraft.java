package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OrtException;
import dev.breakwater.anonymizer.detect.ModelInput.Colours;
import dev.breakwater.anonymizer.detect.ModelInput.Layout;
import dev.breakwater.wire.Digest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes descriptors of models from outside, with digest and known answer. */
public final class DescriptorDraft {
  private static final int USUAL_SIDE_PX = 960;
  private static final int MULTIPLE_PX = 32;
  private static final double ENLARGEMENT = 2;

  private DescriptorDraft() {}

  /**
   * Describes a model file by what is usual in its family; name and size of the input are the
   * file's.
   *
   * @return text of a descriptor to lie beside the file
   * @throws ModelRejectedException if the file does not run as one of that family
   */
  public static String of(Path model, DecodeFamily family) throws ModelRejectedException {
    Path folder = Optional.ofNullable(model.toAbsolutePath().getParent()).orElseThrow();
    String name = String.valueOf(model.getFileName());
    byte[] content = new PinnedFile(folder, name, Digest.ZERO).read();
    OutputShape input = input(name, content);
    var descriptor =
        new ModelDescriptor(
            new PinnedFile(folder, name, Digest.of(content)),
            family,
            usual(family, input.name(), size(name, input.dimensions())),
            Map.of(),
            thresholds(family),
            Map.of(),
            family == DecodeFamily.RFB ? 0.3 : 0.45,
            new RecordedAnswer(List.of(), RecordedAnswer.USUAL_TOLERANCE));
    return DescriptorText.of(NetworkDetector.withAnswer(descriptor));
  }

  /**
   * Completes a descriptor: digest and known answer are those of the model file beside it.
   *
   * @return the text to replace it with; comments are lost
   * @throws DescriptorException if it is malformed
   * @throws ModelRejectedException if the model does not run as it says
   */
  public static String complete(Path yaml) throws DescriptorException, ModelRejectedException {
    return DescriptorText.of(NetworkDetector.withAnswer(DescriptorReader.draft(yaml)));
  }

  private static OutputShape input(String name, byte[] model) throws ModelRejectedException {
    try {
      return Network.inputOf(model);
    } catch (OrtException e) {
      throw NetworkDetector.notRun(name, e);
    }
  }

  private static InputSize size(String name, List<Long> dimensions) throws ModelRejectedException {
    if (dimensions.size() != 4 || dimensions.get(1) != ModelInput.CHANNELS) {
      throw new ModelRejectedException(
          name, "its input is " + OutputShape.text(dimensions) + ", not ?x3x?x?", null);
    }
    long height = dimensions.get(2);
    long width = dimensions.get(3);
    try {
      return height > 0 && width > 0
          ? new InputSize.Fixed(Math.toIntExact(width), Math.toIntExact(height), ENLARGEMENT)
          : new InputSize.Scaled(USUAL_SIDE_PX, MULTIPLE_PX, ENLARGEMENT);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ModelRejectedException(name, "its input: " + e.getMessage(), e);
    }
  }

  private static ModelInput usual(DecodeFamily family, String name, InputSize size) {
    return switch (family) {
      case STREET ->
          new ModelInput(name, size, Layout.NCHW, Colours.BGR, three(0), three(255), 114);
      case YUNET -> new ModelInput(name, size, Layout.NCHW, Colours.BGR, three(0), three(1), 0);
      case RFB -> new ModelInput(name, size, Layout.NCHW, Colours.RGB, three(127), three(128), 127);
    };
  }

  private static List<Double> three(double each) {
    return Collections.nCopies(ModelInput.CHANNELS, each);
  }

  private static Thresholds thresholds(DecodeFamily family) {
    return switch (family) {
      case STREET -> new Thresholds(Map.of(ObjectClass.FACE, 0.45, ObjectClass.PLATE, 0.5));
      case YUNET -> new Thresholds(Map.of(ObjectClass.FACE, 0.6));
      case RFB -> new Thresholds(Map.of(ObjectClass.FACE, 0.7));
    };
  }
}
