package dev.breakwater.console.law;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the job's shadow policy found.
 *
 * @param asked number of questions
 * @param differ number of answers that differ
 * @param failed number of questions that the shadow could not answer
 */
record ShadowView(long asked, long differ, long failed, List<Found> differences) {
  /** One way in which answers differ, as the log says it. */
  record Found(
      long count, String change, String stage, String category, String before, String after) {}

  /**
   * Adds up the reports of a job's parts.
   *
   * @param lines {@code event=shadow ...} and {@code event=shadow_difference ...}
   */
  static ShadowView of(List<String> lines) {
    long asked = 0;
    long differ = 0;
    long failed = 0;
    List<Found> found = new ArrayList<>();
    for (String line : lines) {
      Map<String, String> words = words(line);
      if (words.getOrDefault("event", "").equals("shadow")) {
        asked += number(words, "asked");
        differ += number(words, "differ");
        failed += number(words, "failed");
      } else {
        found.add(found(words));
      }
    }
    return new ShadowView(asked, differ, failed, found);
  }

  private static Found found(Map<String, String> words) {
    return new Found(
        number(words, "count"),
        words.getOrDefault("change", ""),
        words.getOrDefault("stage", ""),
        words.getOrDefault("category", ""),
        words.getOrDefault("before", ""),
        words.getOrDefault("after", ""));
  }

  private static long number(Map<String, String> words, String name) {
    return Long.parseLong(words.getOrDefault(name, "0"));
  }

  private static Map<String, String> words(String line) {
    Map<String, String> words = new HashMap<>();
    for (String word : line.split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        words.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return words;
  }
}
