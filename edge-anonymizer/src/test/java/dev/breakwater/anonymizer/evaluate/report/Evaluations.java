package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.evaluate.Rate;
import dev.breakwater.anonymizer.evaluate.ScoredObject;
import dev.breakwater.anonymizer.evaluate.effect.Effect;
import dev.breakwater.anonymizer.redact.Mask;
import java.util.Collections;
import java.util.List;

/** Results as a test of anonymization gives them, made up. */
final class Evaluations {
  /** A name that would be markup if somebody forgot to escape it. */
  static final String HOSTILE = "<img src=x onerror=\"alert('&')\">.jpg";

  static final Box MISSED = new Box(40, 30, 40, 40);

  private Evaluations() {}

  /** Both classes are scored; every part of an evaluation has something in it. */
  static Evaluation full(long coveredFaces, boolean ruleMet) {
    return new Evaluation(
        42,
        List.of(
            score(ObjectClass.FACE, new Rate(coveredFaces, 161)),
            score(ObjectClass.PLATE, new Rate(48, 50))),
        List.of(
            bucket(Evaluation.Division.SET, "plates_cn"),
            bucket(Evaluation.Division.SIZE, "32 to 64"),
            bucket(Evaluation.Division.LIGHT, "dark, below 60")),
        List.of(new Evaluation.TrackScore(ObjectClass.FACE, new Rate(1, 12), 3)),
        List.of(
            new Evaluation.SampleRule("B.4.2", "200 faces in scope or more", "161", ruleMet),
            new Evaluation.SampleRule("B.5.1", "at most one frame in 2 s", "one in 2.0 s", true)),
        List.of(new Evaluation.WithheldPicture("street/7.jpg", 0, "late", 2)),
        List.of(missed(HOSTILE)),
        List.of(falseMask()));
  }

  static ScoredObject missed(String file) {
    return new ScoredObject(
        file,
        0,
        LabelledObject.upright(ObjectClass.FACE, MISSED),
        0.12,
        ScoredObject.Outcome.MISSED);
  }

  private static Evaluation.ClassScore score(ObjectClass kind, Rate detection) {
    return new Evaluation.ClassScore(
        kind,
        detection,
        2,
        new Rate(14, 220),
        List.of(
            new Evaluation.PassChance(200, 0.951, 0.31),
            new Evaluation.PassChance(500, 0.98, 0.12)));
  }

  private static Evaluation.Bucket bucket(Evaluation.Division by, String name) {
    return new Evaluation.Bucket(by, name, ObjectClass.PLATE, new Rate(6, 7), new Rate(0, 0));
  }

  private static Evaluation.FalseMask falseMask() {
    Mask mask = Mask.rectangle(ObjectClass.PLATE, 10, 20, 50, 40);
    return new Evaluation.FalseMask(
        "street/1.jpg", 3, new MaskedArea(mask.kind(), mask.shape(), mask.corners()), null);
  }

  /** Two readers of faces that work, one of plates that works and one that is blind. */
  static Effect effect(int hits) {
    Effect.Hit hit = new Effect.Hit("street/2.jpg", ObjectClass.FACE, MISSED, "YuNet");
    return new Effect(
        42,
        List.of(
            new Effect.Tally("street-v3", ObjectClass.FACE, 150, 149, 0),
            new Effect.Tally("YuNet", ObjectClass.FACE, 150, 150, hits),
            new Effect.Tally("Tesseract 5.3.0", ObjectClass.PLATE, 48, 12, 0),
            new Effect.Tally("blind", ObjectClass.PLATE, 48, 0, 0)),
        Collections.nCopies(hits, hit),
        List.of(
            new Effect.Unanswered(
                "street/3.jpg", ObjectClass.PLATE, MISSED, "Tesseract 5.3.0", "ended")),
        List.of("the CTC reader is not installed"));
  }

  static Subject subject() {
    return new Subject(
        "Test of anonymization",
        List.of(new Subject.Fact("pictures", "/data/" + HOSTILE)),
        List.of("Rain was not looked at."));
  }
}
