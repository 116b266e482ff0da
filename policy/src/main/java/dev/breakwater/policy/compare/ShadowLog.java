package dev.breakwater.policy.compare;

import dev.breakwater.policy.compare.Comparison.Counted;
import dev.breakwater.policy.compare.Difference.Answer;
import dev.breakwater.policy.source.Fields;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a shadow policy found, as the log says it: one line for all, and one for each difference.
 */
final class ShadowLog {
  private ShadowLog() {}

  static List<String> lines(Shadow.Report report) {
    String all =
        "event=shadow asked=%d differ=%d failed=%d"
            .formatted(report.asked(), report.comparison().total(), report.failed());
    return Stream.concat(
            Stream.of(all), report.comparison().differences().stream().map(ShadowLog::line))
        .toList();
  }

  private static String line(Counted counted) {
    Difference difference = counted.difference();
    return "event=shadow_difference count=%d change=%s stage=%s category=%s before=%s after=%s"
        .formatted(
            counted.count(),
            Fields.nameOf(difference.change()),
            Fields.nameOf(difference.stage()),
            difference.category(),
            words(difference.before()),
            words(difference.after()));
  }

  private static String words(Answer answer) {
    String rules = String.join(",", answer.rules());
    return answer.obligations().isEmpty()
        ? rules
        : answer.obligations().stream()
            .map(Fields::nameOf)
            .sorted()
            .collect(Collectors.joining(",", rules + ":", ""));
  }
}
