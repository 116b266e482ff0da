package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.detect.InputSize.Extent;
import dev.breakwater.anonymizer.frame.PixelArea;
import dev.breakwater.anonymizer.frame.Scaler;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Nonsense from a network is not the answer \"nothing there\"")
final class DecodingTest {
  private static final int SIDE_PX = 128;
  private static final PixelArea FRAME = new PixelArea(0, 0, 2 * SIDE_PX, 2 * SIDE_PX);

  private final Scaler scaler = new Scaler();

  @AfterEach
  void close() {
    scaler.close();
  }

  private static ModelDescriptor model(DecodeFamily family) {
    ModelDescriptor street = ModelDescriptor.shipped();
    Thresholds face = new Thresholds(Map.of(ObjectClass.FACE, 0.5));
    return new ModelDescriptor(
        street.file(),
        family,
        street.input(),
        Map.of(),
        family == DecodeFamily.STREET ? street.thresholds() : face,
        Map.of(),
        0.45,
        street.answer());
  }

  /** Outputs as a working network has them when it sees nothing. */
  private static Tensors tensors(DecodeFamily family) {
    List<Output> outputs =
        family.decoding(model(family)).outputs(SIDE_PX, SIDE_PX).stream()
            .map(shape -> new Output(shape, FloatBuffer.allocate(shape.cells() * shape.channels())))
            .toList();
    outputs.forEach(output -> output.values().put(0, 0.01f));
    FloatBuffer input = FloatBuffer.allocate(3 * SIDE_PX * SIDE_PX);
    return new Tensors(SIDE_PX, SIDE_PX, input, outputs, Map.of(), Map.of());
  }

  /** Decodes for a frame twice as big as the input. */
  private List<Detection> decode(DecodeFamily family, Tensors tensors, boolean mirrored)
      throws DetectionException {
    ModelDescriptor model = model(family);
    var content = new Extent(SIDE_PX, SIDE_PX);
    var letterbox = new Letterbox(model.input(), content, tensors, mirrored);
    var view = new View(FRAME, new Extent(2 * SIDE_PX, 2 * SIDE_PX), scaler, letterbox);
    var candidates = new Candidates(model);
    candidates.look(view);
    tensors.requireSound();
    family.decoding(model).collect(tensors, candidates);
    return candidates.withoutDoubles();
  }

  private static void put(Tensors tensors, int output, int cell, int channel, double value) {
    Output into = tensors.outputs().get(output);
    OutputShape shape = into.shape();
    into.values()
        .put(
            shape.channelsFirst()
                ? channel * shape.cells() + cell
                : cell * shape.channels() + channel,
            (float) value);
  }

  @ParameterizedTest
  @EnumSource
  void outputs_variedAndLow_areNothingThere(DecodeFamily family) throws Exception {
    assertThat(decode(family, tensors(family), false)).isEmpty();
  }

  @Test
  void street_aFaceInOneCell_isItsBoxInTheFrame() throws Exception {
    Tensors tensors = tensors(DecodeFamily.STREET);
    // Stride 8, row 2, column 3: a centre at (28, 20), sides of one stride.
    put(tensors, 0, 2 * 16 + 3, 0, 0.9);
    List<Detection> found = decode(DecodeFamily.STREET, tensors, false);
    assertThat(found).extracting(Detection::box).containsExactly(new Box(48, 32, 16, 16));
    assertThat(found).extracting(Detection::kind).containsExactly(ObjectClass.FACE);
  }

  @Test
  void mirrored_aFaceAtTheLeft_isAtTheRightOfTheFrame() throws Exception {
    Tensors tensors = tensors(DecodeFamily.STREET);
    put(tensors, 0, 2 * 16 + 3, 0, 0.9);
    List<Detection> found = decode(DecodeFamily.STREET, tensors, true);
    assertThat(found)
        .extracting(Detection::box)
        .containsExactly(new Box(2 * SIDE_PX - 48 - 16, 32, 16, 16));
  }

  @Test
  void yunet_aFaceInOneCell_isItsBoxInTheFrame() throws Exception {
    Tensors tensors = tensors(DecodeFamily.YUNET);
    // Stride 16 is the second three outputs; row 1, column 2: a centre at (40, 24), sides of one
    // stride; a score of 0.8, the root of 0.64.
    int cell = 8 + 2;
    put(tensors, 3, cell, 0, 0.8);
    put(tensors, 4, cell, 0, 0.8);
    put(tensors, 5, cell, 0, 0.5);
    put(tensors, 5, cell, 1, 0.5);
    List<Detection> found = decode(DecodeFamily.YUNET, tensors, false);
    assertThat(found).extracting(Detection::box).containsExactly(new Box(64, 32, 32, 32));
    assertThat(found.get(0).score()).isCloseTo(0.8, within());
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-6);
  }

  @Test
  void rfb_aBox_isThatShareOfTheFrame() throws Exception {
    Tensors tensors = tensors(DecodeFamily.RFB);
    int cell = 5;
    put(tensors, 1, cell, 1, 0.9);
    put(tensors, 0, cell, 0, 0.25);
    put(tensors, 0, cell, 1, 0.5);
    put(tensors, 0, cell, 2, 0.5);
    put(tensors, 0, cell, 3, 0.75);
    assertThat(decode(DecodeFamily.RFB, tensors, false))
        .extracting(Detection::box)
        .containsExactly(new Box(64, 128, 64, 64));
  }

  @Test
  void rfb_aBoxWithoutArea_isNoAnswer() {
    Tensors tensors = tensors(DecodeFamily.RFB);
    put(tensors, 1, 5, 1, 0.9);
    assertThatThrownBy(() -> decode(DecodeFamily.RFB, tensors, false))
        .isInstanceOf(DetectionException.class)
        .hasMessageContaining("a box that is none");
  }

  @Test
  void outputs_moreObjectsThanAFrameHolds_areNoAnswer() {
    int side = 1024;
    DecodeFamily family = DecodeFamily.STREET;
    List<Output> outputs =
        family.decoding(model(family)).outputs(side, side).stream()
            .map(shape -> new Output(shape, FloatBuffer.allocate(shape.cells() * shape.channels())))
            .toList();
    for (int i = 1; i < Candidates.MAX + 10; i++) {
      outputs.get(0).values().put(i, 0.9f);
    }
    outputs.forEach(output -> output.values().put(0, 0.01f));
    var input = FloatBuffer.allocate(3 * side * side);
    var many = new Tensors(side, side, input, outputs, Map.of(), Map.of());
    assertThatThrownBy(() -> decode(family, many, false))
        .isInstanceOf(DetectionException.class)
        .hasMessageContaining("more than 10000 objects");
  }

  static Stream<Arguments> notFinite() {
    return Stream.of(DecodeFamily.values())
        .flatMap(
            family ->
                Stream.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)
                    .map(value -> Arguments.of(family, value)));
  }

  @ParameterizedTest
  @MethodSource("notFinite")
  void outputs_anyNumberNotFinite_isBroken(DecodeFamily family, float value) {
    Tensors tensors = tensors(family);
    for (Output output : tensors.outputs()) {
      int last = output.values().capacity() - 1;
      float good = output.values().get(last);
      output.values().put(last, value);
      assertBroken(family, tensors);
      output.values().put(last, good);
    }
  }

  @ParameterizedTest
  @EnumSource
  void outputs_oneTheSameEverywhere_isBroken(DecodeFamily family) {
    for (int i = 0; i < tensors(family).outputs().size(); i++) {
      Tensors tensors = tensors(family);
      FloatBuffer values = tensors.outputs().get(i).values();
      for (int at = 0; at < values.capacity(); at++) {
        values.put(at, 0.25f);
      }
      assertBroken(family, tensors);
    }
  }

  private void assertBroken(DecodeFamily family, Tensors tensors) {
    assertThatThrownBy(() -> decode(family, tensors, false))
        .isInstanceOfSatisfying(DetectionException.class, e -> assertThat(e.isBroken()).isTrue());
  }
}
