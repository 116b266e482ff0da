package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Nonsense from a network is not the answer \"nothing there\"")
final class StreetDecodingTest {
  private static final int SIDE_PX = 64;

  private final List<FloatBuffer> outputs =
      Network.STRIDES.stream()
          .map(stride -> FloatBuffer.allocate(Network.CHANNELS * cells(stride)))
          .toList();
  private final Network.Tensors tensors =
      new Network.Tensors(
          SIDE_PX,
          SIDE_PX,
          FloatBuffer.allocate(Network.COLOURS * SIDE_PX * SIDE_PX),
          outputs,
          Map.of(),
          Map.of());
  private final Letterbox letterbox =
      new Letterbox(2 * SIDE_PX, 2 * SIDE_PX, SIDE_PX, SIDE_PX, tensors);

  private static int cells(int stride) {
    return (SIDE_PX / stride) * (SIDE_PX / stride);
  }

  /** Lets each output differ in one cell, as a network's do. */
  private void vary() {
    outputs.forEach(output -> output.put(0, 0.01f));
  }

  private List<Detection> decode() throws DetectionException {
    return StreetDecoding.decode(letterbox, ModelDescriptor.streetV0());
  }

  @Test
  void output_variedAndLow_isNothingThere() throws Exception {
    vary();
    assertThat(decode()).isEmpty();
  }

  @Test
  void output_aFaceInOneCell_isItsBoxInTheFrame() throws Exception {
    vary();
    // Stride 8, row 2, column 3: a centre at (28, 20), sides of one stride, in a frame twice as
    // big.
    outputs.get(0).put(2 * 8 + 3, 0.9f);
    assertThat(decode()).hasSize(1);
    assertThat(decode().get(0).box()).isEqualTo(new Box(48, 32, 16, 16));
    assertThat(decode().get(0).kind()).isEqualTo(ObjectClass.FACE);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void output_anyNumberNotFinite_isBroken(float value) {
    vary();
    outputs.get(2).put(outputs.get(2).capacity() - 1, value);
    assertBroken();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void output_sameEverywhere_isBroken(int output) {
    vary();
    for (int i = 0; i < outputs.get(output).capacity(); i++) {
      outputs.get(output).put(i, 0.25f);
    }
    assertBroken();
  }

  private void assertBroken() {
    assertThatThrownBy(this::decode)
        .isInstanceOfSatisfying(DetectionException.class, e -> assertThat(e.isBroken()).isTrue());
  }
}
