package dev.breakwater.anonymizer.evaluate.sample;

import dev.breakwater.anonymizer.evaluate.Evaluation.SampleRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A sample, and what the rules say of it before anybody has labelled it: how many faces and plates
 * are in scope is known only then.
 *
 * @param drawn by file and frame
 * @param rules of B.4 and B.5
 */
record Draw(List<Candidate> drawn, List<SampleRule> rules) {
  /** B.4: so many pictures in all. */
  static final int LEAST_PICTURES = 500;

  /** B.3: so many of each sensor. */
  static final int LEAST_OF_SENSOR = 10;

  /**
   * Draws ten of each sensor, or all it has, and then whatever chance brings.
   *
   * @param size pictures in all; fewer if there are not so many
   */
  static Draw of(SourceFolder source, int size, Random random) {
    Map<String, List<Candidate>> bySensor =
        source.candidates().stream()
            .collect(Collectors.groupingBy(Candidate::sensor, TreeMap::new, Collectors.toList()));
    List<Candidate> drawn = new ArrayList<>();
    List<Candidate> rest = new ArrayList<>();
    for (List<Candidate> ofSensor : bySensor.values()) {
      Collections.shuffle(ofSensor, random);
      int first = Math.min(LEAST_OF_SENSOR, ofSensor.size());
      drawn.addAll(ofSensor.subList(0, first));
      rest.addAll(ofSensor.subList(first, ofSensor.size()));
    }
    Collections.shuffle(rest, random);
    drawn.addAll(rest.subList(0, Math.max(0, Math.min(rest.size(), size - drawn.size()))));
    drawn.sort(
        Comparator.comparing(Candidate::name)
            .thenComparing(each -> each.frame() == null ? 0 : each.frame()));
    return new Draw(List.copyOf(drawn), rules(drawn, source.shortClips()));
  }

  private static List<SampleRule> rules(List<Candidate> drawn, int shortClips) {
    Map<String, Long> sensors =
        drawn.stream()
            .collect(Collectors.groupingBy(Candidate::sensor, TreeMap::new, Collectors.counting()));
    List<String> lacking =
        sensors.entrySet().stream()
            .filter(sensor -> sensor.getValue() < LEAST_OF_SENSOR)
            .map(Map.Entry::getKey)
            .toList();
    long untimed = drawn.stream().filter(each -> each.seconds() == null).count();
    return List.of(
        new SampleRule(
            "B.3",
            "10 pictures of each sensor (folder)",
            lacking.isEmpty() ? "so for " + sensors.keySet() : "fewer of " + lacking,
            !sensors.isEmpty() && lacking.isEmpty()),
        new SampleRule("B.4", "500 pictures", drawn.size() + "", drawn.size() >= LEAST_PICTURES),
        new SampleRule(
            "B.4",
            "pictures of a sensor at least 1 s apart",
            untimed == 0
                ? "all are frames of clips, 2 s apart"
                : "nobody says when " + untimed + " pictures were taken",
            untimed == 0),
        new SampleRule(
            "B.4", "clips of 10 s or more", shortClips + " shorter clips left out", true),
        new SampleRule("B.5", "at most one frame of a clip in 2 s", "so drawn", true),
        new SampleRule("B.5", "size and resolution unchanged", "so written", true));
  }
}
