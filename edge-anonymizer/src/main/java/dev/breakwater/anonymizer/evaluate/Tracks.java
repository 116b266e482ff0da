package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Evaluation.TrackScore;
import dev.breakwater.anonymizer.evaluate.ScoredObject.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether followed objects stay covered through a video: one readable frame is enough to know who
 * it was. All labelled frames count, not only those that B.5 takes; a withheld frame shows nothing.
 */
final class Tracks {
  private Tracks() {}

  private record Key(String file, ObjectClass kind, String track) {}

  /** Returns the scores of the classes that have a track with a frame in scope. */
  static List<TrackScore> of(List<Judged> frames) {
    Map<Key, List<ScoredObject>> tracks = new LinkedHashMap<>();
    for (Judged each : frames) {
      for (ScoredObject object : each.objects()) {
        String track = object.object().track();
        if (track != null && Scope.includes(object.object())) {
          var key = new Key(object.file(), object.object().kind(), track);
          tracks.computeIfAbsent(key, name -> new ArrayList<>()).add(object);
        }
      }
    }
    List<TrackScore> scores = new ArrayList<>();
    for (ObjectClass kind : ObjectClass.values()) {
      List<Integer> runs =
          tracks.entrySet().stream()
              .filter(each -> each.getKey().kind() == kind)
              .map(each -> longestRun(each.getValue()))
              .toList();
      if (!runs.isEmpty()) {
        scores.add(score(kind, runs));
      }
    }
    return scores;
  }

  private static int longestRun(List<ScoredObject> track) {
    track.sort(Comparator.comparingLong(ScoredObject::frame));
    int longest = 0;
    int run = 0;
    for (ScoredObject frame : track) {
      run = frame.outcome() == Outcome.MISSED ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static TrackScore score(ObjectClass kind, Collection<Integer> runs) {
    long leaked = runs.stream().filter(run -> run > 0).count();
    int longest = runs.stream().mapToInt(Integer::intValue).max().orElse(0);
    return new TrackScore(kind, new Rate(leaked, runs.size()), longest);
  }
}
