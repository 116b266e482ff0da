package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report shows: the result of one test of anonymization after GB/T 44464-2024
 * Annex B and C. Withheld pictures are in it, and their objects are in the rates.
 *
 * @param pictures how many pictures and frames were scored
 * @param scores one for each class
 * @param buckets the same objects, divided
 * @param tracks leaks of followed objects in videos; empty without labelled tracks
 * @param rules what B.4 and B.5 ask of the sample
 * @param withheld pictures that did not leave
 * @param objects all objects in scope and what became of them
 * @param falseMasks masks on nothing labelled of their class, the excepted ones included
 */
public record Evaluation(
    int pictures,
    List<ClassScore> scores,
    List<Bucket> buckets,
    List<TrackScore> tracks,
    List<SampleRule> rules,
    List<WithheldPicture> withheld,
    List<ScoredObject> objects,
    List<FalseMask> falseMasks) {
  /** The least detection rate of each class, GB/T 44464-2024 5.6.2. */
  public static final double LEAST_RATE = 0.9;

  public Evaluation {
    scores = List.copyOf(scores);
    buckets = List.copyOf(buckets);
    tracks = List.copyOf(tracks);
    rules = List.copyOf(rules);
    withheld = List.copyOf(withheld);
    objects = List.copyOf(objects);
    falseMasks = List.copyOf(falseMasks);
  }

  /** Asks whether each class that has objects in scope reaches 90 %, and there is one. */
  public boolean passes() {
    return scores.stream().anyMatch(score -> !score.detection().isEmpty())
        && scores.stream().allMatch(score -> score.detection().isEmpty() || score.passes());
  }

  /** Asks whether both classes reach 90 % on a sample as B.4 and B.5 want it. */
  public boolean isCertified() {
    return scores.stream().allMatch(ClassScore::passes) && rules.stream().allMatch(SampleRule::met);
  }

  /** Returns the objects that stayed readable. */
  public List<ScoredObject> misses() {
    return objects.stream()
        .filter(object -> object.outcome() == ScoredObject.Outcome.MISSED)
        .toList();
  }

  /** Returns how many masks are on real objects that the labels lack. */
  public long exceptions() {
    return falseMasks.stream().filter(mask -> mask.exception() != null).count();
  }

  /**
   * The score of a class.
   *
   * @param detection objects in scope that are covered, of all in scope, withheld ones included
   * @param withheld how many of all were in withheld pictures
   * @param falseDetection masks that touch no object of the class, of all its masks (Annex C)
   * @param passChances how likely a test with so many objects is passed
   */
  public record ClassScore(
      ObjectClass kind,
      Rate detection,
      long withheld,
      Rate falseDetection,
      List<PassChance> passChances) {
    public ClassScore {
      passChances = List.copyOf(passChances);
    }

    /** Asks whether the class has objects in scope, and 90 % of them are covered. */
    public boolean passes() {
      // In whole numbers: 9 of 10 is 90 %, whatever 0.9 is in binary.
      return !detection.isEmpty() && 10 * detection.hits() >= 9 * detection.all();
    }
  }

  /**
   * How likely a test is passed, objects taken as independent.
   *
   * @param objects in scope in that test
   * @param atRate if the true rate is the measured one
   * @param atLowerBound if the true rate is the lower end of its interval
   */
  public record PassChance(int objects, double atRate, double atLowerBound) {}

  /**
   * The score of a part.
   *
   * @param by what divides: set (folder), size (smaller side in pixels), light (mean luma), plate
   *     kind
   * @param name of the part
   * @param falseDetection as in the class's score; of nothing where masks are not divided so
   */
  public record Bucket(
      Division by, String name, ObjectClass kind, Rate detection, Rate falseDetection) {}

  /** What divides objects into buckets. */
  public enum Division {
    SET,
    SIZE,
    LIGHT,
    PLATE_KIND
  }

  /**
   * The tracks of a class.
   *
   * @param leaked tracks that were readable in at least one frame, of all with a frame in scope
   * @param longestRunFrames most labelled frames in a row in which one track was readable
   */
  public record TrackScore(ObjectClass kind, Rate leaked, int longestRunFrames) {}

  /**
   * A rule for the sample.
   *
   * @param clause where it stands
   * @param asks what it wants
   * @param found what the sample has
   */
  public record SampleRule(String clause, String asks, String found, boolean met) {}

  /**
   * A picture that did not leave.
   *
   * @param objects in scope in it
   */
  public record WithheldPicture(String file, long frame, String reason, int objects) {}

  /**
   * A mask that touches no labelled object of its class.
   *
   * @param exception the real object without a label that it is on, in words; null if it is on
   *     nothing, and counts
   */
  public record FalseMask(String file, long frame, MaskedArea mask, @Nullable String exception) {}
}
