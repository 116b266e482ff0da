package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.fuzz.RoundTrip;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TruthFuzzTest {
  /** Numbers are written rounded, so the lines are compared and not what they say. */
  @Test
  void truthLine_broken_isRejectedOrReadAsItWouldBeWritten() {
    var truth =
        new FrameTruth(
            3,
            120,
            List.of(
                new PlantedObject("face-1", ObjectClass.FACE, "", 1, 2, 30, 40, 0.5),
                new PlantedObject("plate-1", ObjectClass.PLATE, "A12345", 1, 2, 30.5, 10, 1)));
    var decoder =
        RoundTrip.of(
            input -> TruthFile.line(TruthFile.parse(new String(input, StandardCharsets.UTF_8))),
            line -> line.getBytes(StandardCharsets.UTF_8));
    var target =
        FuzzTarget.of("truth-line", TruthFormatException.class, decoder)
            .startingFrom(TruthFile.line(truth));
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }
}
