package dev.breakwater.anonymizer.detect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes descriptors in the form that {@link DescriptorReader} reads. */
final class DescriptorText {
  private DescriptorText() {}

  static String of(ModelDescriptor model) {
    var text = new StringBuilder();
    line(text, "version", DescriptorForm.VERSION);
    line(text, "file", quoted(model.name()));
    line(text, "sha256", quoted(model.digest().hex()));
    line(text, "family", model.family().text());
    input(text, model.input());
    if (!model.outputs().isEmpty()) {
      line(text, "outputs", mapping(model.outputs(), DescriptorText::quoted));
    }
    line(text, "thresholds", scores(model.thresholds()));
    if (!model.profiles().isEmpty()) {
      line(text, "profiles", mapping(model.profiles(), DescriptorText::scores));
    }
    line(text, "overlap", model.overlap());
    line(text, "knownAnswer", means(model.answer().means()));
    line(text, "tolerance", model.answer().tolerance());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private static void input(StringBuilder text, ModelInput input) {
    text.append("input:\n");
    line(text, "  name", quoted(input.name()));
    line(text, "  size", size(input.size()));
    line(text, "  layout", lower(input.layout()));
    line(text, "  colours", lower(input.colours()));
    line(text, "  mean", input.mean());
    line(text, "  divisor", input.divisor());
    line(text, "  padding", input.padding());
  }

  private static String size(InputSize size) {
    if (size instanceof InputSize.Fixed fixed) {
      return "{widthPx: %d, heightPx: %d, maxEnlargement: %s}"
          .formatted(fixed.widthPx(), fixed.heightPx(), fixed.maxEnlargement());
    }
    var scaled = (InputSize.Scaled) size;
    return "{longestSidePx: %d, multiplePx: %d, maxEnlargement: %s}"
        .formatted(scaled.longestSidePx(), scaled.multiplePx(), scaled.maxEnlargement());
  }

  private static String scores(Thresholds thresholds) {
    return thresholds.classes().stream()
        .map(kind -> lower(kind) + ": " + thresholds.of(kind))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private interface Writer<T> {
    String write(T value);
  }

  private static <T> String mapping(Map<String, T> values, Writer<T> writer) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(entry -> quoted(entry.getKey()) + ": " + writer.write(entry.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String means(List<Double> means) {
    return means.stream()
        .map(mean -> String.format(Locale.ROOT, "%.6f", mean))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A name from outside may hold anything; in double quotes two characters need care. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
