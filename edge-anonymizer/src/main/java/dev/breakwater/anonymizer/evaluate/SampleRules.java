package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Evaluation.SampleRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What GB/T 44464-2024 B.3 to B.5 ask of the sample. The length of a clip is taken from its first
 * to its last scored frame, so it is never told longer than it is.
 */
final class SampleRules {
  static final int LEAST_SENSOR_PICTURES = 10;
  static final double LEAST_SENSOR_SECONDS = 10;
  static final int LEAST_PICTURES = 500;
  static final double LEAST_VIDEO_SECONDS = 1000;
  static final double LEAST_CLIP_SECONDS = 10;
  static final int LEAST_OBJECTS = 200;
  static final double LEAST_SECONDS_APART = 1;

  /** Time stamps are rounded. */
  private static final double ROUNDING_SECONDS = 0.001;

  private final List<Judged> singles = new ArrayList<>();
  private final List<List<Judged>> clips = new ArrayList<>();
  private final List<Judged> all;

  private SampleRules(List<Judged> picked) {
    this.all = picked;
    Map<String, List<Judged>> files = new LinkedHashMap<>();
    for (Judged each : picked) {
      files.computeIfAbsent(each.picture().file(), file -> new ArrayList<>()).add(each);
    }
    for (List<Judged> file : files.values()) {
      if (file.size() == 1) {
        singles.addAll(file);
      } else {
        clips.add(file);
      }
    }
  }

  /**
   * @param picked the pictures and frames that are scored
   * @param sensors that are listed (B.1); those of the labels if empty
   */
  static List<SampleRule> of(List<Judged> picked, Set<String> sensors) {
    var rules = new SampleRules(picked);
    List<SampleRule> answers = new ArrayList<>();
    answers.add(rules.sensors(sensors));
    answers.add(rules.amount());
    answers.add(rules.distance());
    answers.add(rules.lengths());
    for (ObjectClass kind : ObjectClass.values()) {
      answers.add(rules.objects(kind));
    }
    answers.add(rules.pictures());
    return answers;
  }

  private SampleRule sensors(Set<String> listed) {
    Set<String> asked = new TreeSet<>(listed);
    if (listed.isEmpty()) {
      all.forEach(each -> asked.add(String.valueOf(each.picture().sensor())));
    }
    List<String> lacking = asked.stream().filter(sensor -> !isEnough(sensor)).toList();
    boolean unknown = asked.contains("null");
    String found =
        unknown
            ? "some labels name no sensor"
            : lacking.isEmpty() ? "so for " + asked : "too little of " + lacking;
    return new SampleRule(
        "B.3",
        "10 pictures or 10 s of video with an object in scope for each sensor",
        found,
        !unknown && !asked.isEmpty() && lacking.isEmpty());
  }

  private boolean isEnough(String sensor) {
    long pictures =
        all.stream().filter(each -> isOf(each, sensor) && each.hasObjectInScope()).count();
    double seconds =
        clips.stream()
            .filter(clip -> isOf(clip.get(0), sensor))
            .filter(clip -> clip.stream().anyMatch(Judged::hasObjectInScope))
            .mapToDouble(SampleRules::seconds)
            .sum();
    return pictures >= LEAST_SENSOR_PICTURES || seconds >= LEAST_SENSOR_SECONDS;
  }

  private static boolean isOf(Judged judged, String sensor) {
    return sensor.equals(judged.picture().sensor());
  }

  private SampleRule amount() {
    double seconds = clips.stream().mapToDouble(SampleRules::seconds).sum();
    return new SampleRule(
        "B.4",
        "500 pictures or 1000 s of video",
        String.format(
            Locale.ROOT, "%d pictures, %.0f s in %d clips", singles.size(), seconds, clips.size()),
        singles.size() >= LEAST_PICTURES || seconds >= LEAST_VIDEO_SECONDS);
  }

  /** Pictures of one sensor; of clips B.5 has taken the frames far enough apart. */
  private SampleRule distance() {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    int unknown = 0;
    for (Judged each : singles) {
      Double seconds = each.picture().seconds();
      if (seconds == null) {
        unknown++;
      } else {
        String sensor = String.valueOf(each.picture().sensor());
        times.computeIfAbsent(sensor, name -> new ArrayList<>()).add(seconds);
      }
    }
    int close = times.values().stream().mapToInt(SampleRules::tooClose).sum();
    return new SampleRule(
        "B.4",
        "pictures of a sensor at least 1 s apart",
        close + " closer, " + unknown + " without a time",
        close == 0 && unknown == 0);
  }

  private static int tooClose(List<Double> times) {
    times.sort(Comparator.naturalOrder());
    int close = 0;
    for (int i = 1; i < times.size(); i++) {
      boolean near = times.get(i) - times.get(i - 1) < LEAST_SECONDS_APART - ROUNDING_SECONDS;
      close += near ? 1 : 0;
    }
    return close;
  }

  private SampleRule lengths() {
    long tooShort =
        clips.stream()
            .filter(clip -> seconds(clip) < LEAST_CLIP_SECONDS - ROUNDING_SECONDS)
            .count();
    return new SampleRule(
        "B.4",
        "clips of at least 10 s",
        tooShort + " of " + clips.size() + " clips are shorter",
        tooShort == 0);
  }

  private static double seconds(List<Judged> clip) {
    Double first = clip.get(0).picture().seconds();
    Double last = clip.get(clip.size() - 1).picture().seconds();
    return first == null || last == null ? 0 : last - first;
  }

  private SampleRule objects(ObjectClass kind) {
    long objects = all.stream().mapToLong(each -> each.inScope(kind).size()).sum();
    String name = kind == ObjectClass.FACE ? "faces" : "plates";
    return new SampleRule(
        "B.4", "200 " + name + " in scope", Long.toString(objects), objects >= LEAST_OBJECTS);
  }

  private SampleRule pictures() {
    return new SampleRule(
        "B.5",
        "500 pictures and frames, of a clip at most one in 2 s",
        Integer.toString(all.size()),
        all.size() >= LEAST_PICTURES);
  }
}
