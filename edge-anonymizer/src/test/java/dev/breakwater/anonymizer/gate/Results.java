package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Passed;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Withheld;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What came of the frames of a test. */
final class Results {
  private Results() {}

  static List<AnonymizeResult> run(Anonymizer gate, int frames) {
    List<AnonymizeResult> results = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      results.addAll(gate.offer(Frames.textured(i, 160, 96)));
    }
    results.addAll(gate.finish());
    return results;
  }

  static List<Long> indices(List<AnonymizeResult> results) {
    return results.stream().map(result -> result.info().index()).toList();
  }

  static List<Reason> reasons(List<AnonymizeResult> results) {
    return results.stream()
        .filter(Withheld.class::isInstance)
        .map(result -> ((Withheld) result).reason())
        .toList();
  }

  static List<Long> range(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  static void close(AnonymizeResult result) {
    if (result instanceof Passed passed) {
      passed.frame().close();
    }
  }
}
