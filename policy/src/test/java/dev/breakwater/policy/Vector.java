package dev.breakwater.policy;

import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An expected decision, typed from the law. */
record Vector(String requirement, Request request, String decision, List<String> rules) {
  static Stream<Vector> all() {
    try (InputStream in = Vector.class.getResourceAsStream("vectors/cn-auto.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Vector::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vector parse(String line) {
    List<String> columns = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    var request =
        new Request(
            Stage.valueOf(columns.get(1)),
            columns.get(2),
            "test",
            Consent.valueOf(columns.get(3)),
            Instant.parse(columns.get(4)));
    List<String> rules = Stream.of(columns.get(6).split(",", -1)).map(String::strip).toList();
    return new Vector(columns.get(0), request, columns.get(5), rules);
  }

  static String word(Decision decision) {
    return decision.match(permit -> "PERMIT", transform -> "TRANSFORM", deny -> "DENY");
  }

  @Override
  public String toString() {
    return requirement;
  }
}
