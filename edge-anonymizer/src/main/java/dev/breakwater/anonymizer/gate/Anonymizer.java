package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.redact.Redactor;
import dev.breakwater.anonymizer.track.Tracker;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import java.util.List;

/**
 * The gate: a frame in, a SafeFrame or a refusal out, the only way to one. It fails closed: a frame
 * passes only if it was decoded faithfully and searched for every class, in time, by the pinned
 * model. Used by one thread at a time.
 *
 * <p>There is no independent check yet: attestations say {@code NONE}.
 *
 * <p>Source: GB/T 44464-2024, 5.6.2 (anonymization of faces and plates before data leaves the car).
 */
public final class Anonymizer implements AutoCloseable {
  private final Profile profile;
  private final List<Digest> models;
  private final Watch watch;
  private final Redactor redactor = Redactor.of(Redaction.SOLID);
  private final Tracker tracker;

  /**
   * @param detector belongs to the anonymizer from here on, which closes it
   */
  public Anonymizer(Detector detector, Profile profile) {
    this.profile = profile;
    this.models = List.copyOf(detector.models());
    this.watch = new Watch(detector, profile.deadline());
    this.tracker = new Tracker(profile.heldFrames());
  }

  /**
   * Takes the next frame of a sequence, which the caller must not touch again.
   *
   * @return what is decided by now, in order of the frames; may be late by some frames, and empty
   */
  public List<AnonymizeResult> offer(Frame offered) {
    return List.of(anonymize(offered.handOver()));
  }

  /**
   * Ends the sequence; the next frame offered starts another.
   *
   * @return what was not decided yet
   */
  public List<AnonymizeResult> finish() {
    tracker.clear();
    return List.of();
  }

  private AnonymizeResult anonymize(Frame frame) {
    if (frame.isDamaged()) {
      // Fail closed, GB/T 44464-2024 5.6.2: what is not seen as it is cannot be searched.
      return withheld(frame, Reason.DAMAGED);
    }
    try {
      return passed(frame, watch.detect(frame));
    } catch (Watch.NoAnswerException e) {
      // Fail closed, GB/T 44464-2024 5.6.2: no answer is not the answer "nothing there".
      return withheld(frame, e.reason());
    }
  }

  private AnonymizeResult passed(Frame frame, List<Detection> detections) {
    tracker.push(frame.info().presentationMicros(), detections);
    List<Mask> masks = redactor.redact(frame, tracker.pop());
    return new AnonymizeResult.Passed(
        new SafeFrame(frame, masks, models, profile.name(), GateAttestation.Check.NONE));
  }

  private AnonymizeResult withheld(Frame frame, Reason reason) {
    tracker.push(frame.info().presentationMicros(), List.of());
    tracker.pop();
    return new AnonymizeResult.Withheld(frame.info(), reason);
  }

  @Override
  public void close() {
    watch.close();
  }
}
