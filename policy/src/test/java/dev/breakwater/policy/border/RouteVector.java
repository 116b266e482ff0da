package dev.breakwater.policy.border;

import dev.breakwater.policy.rule.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** An expected route, typed from the law. */
record RouteVector(
    String requirement,
    Export export,
    String route,
    String ground,
    List<String> clauses,
    Status status) {
  static Stream<RouteVector> all() {
    try (InputStream in = RouteVector.class.getResourceAsStream("order.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(RouteVector::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RouteVector parse(String line) {
    List<String> columns = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    return new RouteVector(
        columns.get(0),
        Exports.of(columns.get(1)),
        columns.get(2),
        columns.get(3),
        Stream.of(columns.get(4).split(",", -1)).map(String::strip).toList(),
        Status.valueOf(columns.get(5)));
  }

  static String word(Route route) {
    return route.match(
        notAnExport -> "NO_EXPORT",
        blocked -> "BLOCKED",
        assessment -> "ASSESSMENT",
        contractOrCertification -> "CONTRACT",
        exempt -> "EXEMPT");
  }

  @Override
  public String toString() {
    return requirement;
  }
}
