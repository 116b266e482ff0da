package dev.breakwater.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FuzzerTest {
  private static final Fuzzer FUZZER = new Fuzzer(Duration.ofSeconds(20), 7, Duration.ofSeconds(2));
  private static final Fuzzer SHORT = new Fuzzer(Duration.ofMillis(200), 7, Duration.ofSeconds(2));

  private static final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void decoder_throwingWhatItDeclares_passes() {
    var target = FuzzTarget.of("declared", Rejected.class, FuzzerTest::rejectAllButX);
    assertThat(SHORT.run(target.startingFrom("x"))).isGreaterThan(1);
  }

  private static void rejectAllButX(byte[] input) throws Rejected {
    if (!new String(input, US_ASCII).equals("x")) {
      throw new Rejected();
    }
  }

  @Test
  void seed_thatIsRejected_failsTheTarget() {
    var target = FuzzTarget.of("seed", Rejected.class, FuzzerTest::rejectAllButX);
    assertThatThrownBy(() -> SHORT.run(target.startingFrom("y")))
        .hasMessageContaining("rejects an input to start from");
  }

  @Test
  void decoder_overrunOnAForgedLength_isFoundAndTheInputIsNamed() {
    var target = FuzzTarget.of("overrun", Rejected.class, FuzzerTest::lengthThenBytes);
    assertThatThrownBy(() -> FUZZER.run(target.startingFrom(new byte[] {0, 0, 0, 2, 5, 5})))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed 7")
        .hasMessageContaining("target/fuzz/overrun/")
        .hasCauseInstanceOf(IndexOutOfBoundsException.class);
  }

  private static void lengthThenBytes(byte[] input) throws Rejected {
    if (input.length < 4) {
      throw new Rejected();
    }
    var in = ByteBuffer.wrap(input);
    int length = in.getInt();
    if (length < 0 || length > 1000) {
      throw new Rejected();
    }
    for (int i = 0; i < length; i++) {
      in.get(4 + i);
    }
  }

  /** Needs three steps, each of which only rejections at new places lead to. */
  @Test
  void decoder_wrongOnlyBehindThreeChecks_isFound() {
    var target = FuzzTarget.of("deep", Rejected.class, FuzzerTest::threeChecks);
    assertThatThrownBy(() -> FUZZER.run(target.startingFrom("aaaaaa")))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  private static void threeChecks(byte[] input) throws Rejected {
    String text = new String(input, US_ASCII);
    if (text.equals("aaaaaa")) {
      return;
    }
    if (!text.startsWith("[")) {
      throw new Rejected();
    }
    if (text.indexOf(']') < 2) {
      throw new Rejected();
    }
    if (text.indexOf("null", text.indexOf(']')) < 0) {
      throw new Rejected();
    }
    throw new IllegalStateException("reached");
  }

  @Test
  void decoder_thatHangs_isFound() {
    var never = new CountDownLatch(1);
    var target = FuzzTarget.of("hanging", input -> never.await());
    assertThatThrownBy(() -> FUZZER.run(target.startingFrom("x"))).hasMessageContaining("hangs");
  }

  @Test
  void decoder_thatAllocatesTooMuch_isFound() {
    var target =
        FuzzTarget.of("greedy", input -> assertThat(new byte[2 << 20]).isNotNull())
            .allocatingAtMost(1 << 20);
    assertThatThrownBy(() -> FUZZER.run(target.startingFrom("x")))
        .hasMessageContaining("allocates");
  }

  @Test
  void oneSeed_givesOneSequenceOfInputs() {
    assertThat(firstInputs(7)).isEqualTo(firstInputs(7)).isNotEqualTo(firstInputs(8));
  }

  private static List<String> firstInputs(long seed) {
    List<String> inputs = Collections.synchronizedList(new ArrayList<>());
    var target = FuzzTarget.of("sequence", input -> record(inputs, input));
    new Fuzzer(Duration.ofMillis(200), seed, Duration.ofSeconds(2))
        .run(target.startingFrom("a sample of text, 123"));
    return inputs.subList(0, 20);
  }

  private static void record(List<String> inputs, byte[] input) {
    if (inputs.size() < 20) {
      inputs.add(new String(input, US_ASCII));
    }
  }

  @Test
  void target_withoutAnyInput_isRefused() {
    assertThatThrownBy(() -> FUZZER.run(FuzzTarget.of("empty", input -> {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no input to start from");
  }
}
