package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.redact.Redactor;
import dev.breakwater.anonymizer.track.Region;
import dev.breakwater.anonymizer.track.Tracker;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gate: a frame in, a SafeFrame or a refusal out, the only way to one. It fails closed: a frame
 * passes only if it was decoded faithfully and searched for every class, in time, by the pinned
 * model, and if the independent check, where it is due, has looked at the covered frame. Frames
 * come out in the order they went in, late by the look-ahead: what is found meanwhile covers the
 * earlier frames too. One for each camera; used by one thread at a time.
 *
 * <p>Source: GB/T 44464-2024, 5.6.2 (anonymization of faces and plates before data leaves the car).
 */
public final class Anonymizer implements AutoCloseable {
  /** Frames that the detector may owe: one that it works on, two so that it never waits. */
  private static final int UNSEARCHED_FRAMES = 3;

  /** Time stamps are rounded: three frames at 30 a second last 99.999 ms. */
  private static final long TIME_STAMP_MICROS = 1000;

  /** How often what the check finds in a frame is covered; then the frame is looked at again. */
  private static final int REMASK_ROUNDS = 2;

  private final Watch watch;
  private final boolean ownsWatch;
  private final Profile profile;
  private final List<Digest> models;
  private final Redactor redactor;
  private final Tracker tracker;

  // Frames between offer and result, in order: at most one that is covered and being checked, those
  // in the tracker's window, and those that the detector owes.
  private @Nullable Passage covered;
  private final Deque<Passage> searched = new ArrayDeque<>();
  private final Deque<Passage> unsearched = new ArrayDeque<>();
  private long newestMicros;
  private long coveredFrames;

  /**
   * @param detector belongs to the anonymizer from here on, which closes it; nothing checks it
   */
  public Anonymizer(Detector detector, Profile profile) {
    this(Watch.of(detector), profile, true);
  }

  /**
   * @param watch stays the caller's, who closes it after all its anonymizers
   */
  public Anonymizer(Watch watch, Profile profile) {
    this(watch, profile, false);
  }

  /**
   * An anonymizer of its own watch.
   *
   * @param watch belongs to the anonymizer from here on, which closes it
   */
  public static Anonymizer owning(Watch watch, Profile profile) {
    return new Anonymizer(watch, profile, true);
  }

  private Anonymizer(Watch watch, Profile profile, boolean ownsWatch) {
    this.watch = watch;
    this.ownsWatch = ownsWatch;
    this.profile = profile;
    this.models = watch.models();
    this.redactor = Redactor.of(profile.redaction());
    this.tracker = new Tracker(profile.hold());
  }

  public Profile profile() {
    return profile;
  }

  /** Returns the digest of each model that runs, the primary detector's first. */
  public List<Digest> models() {
    return models;
  }

  /**
   * Returns what is attested of the frames that the check looks at: {@code NONE} if there is no
   * check, {@code SAME_MODEL} if it is no independent one, else {@code PASSED}.
   */
  public GateAttestation.Check check() {
    if (!watch.hasCheck() || profile.checkEvery() == 0) {
      return GateAttestation.Check.NONE;
    }
    return watch.isCheckIndependent()
        ? GateAttestation.Check.PASSED
        : GateAttestation.Check.SAME_MODEL;
  }

  /**
   * Tries out, before a camera starts, whether its frames can be out before their deadline. Cameras
   * that share a watch ask {@link Watch#require} instead, all together.
   *
   * @throws TooSlowException if not; then do not start
   */
  public void require(CameraFormat camera) throws TooSlowException {
    watch.require(List.of(camera), profile);
  }

  /**
   * Takes the next frame of a sequence, which the caller must not touch again.
   *
   * @return what is decided by now, in order of the frames; late by the look-ahead, and often empty
   */
  public List<AnonymizeResult> offer(Frame offered) {
    return offer(offered, System.nanoTime());
  }

  /**
   * The same for a frame that has waited on its way here.
   *
   * @param takenNanos when it was taken, by {@link System#nanoTime}; its deadline counts from then
   */
  public List<AnonymizeResult> offer(Frame offered, long takenNanos) {
    List<AnonymizeResult> decided = new ArrayList<>();
    unsearched.add(admit(offered.handOver(), takenNanos));
    advance(false, decided);
    if (profile.pace() == Profile.Pace.PATIENT) {
      int room = profile.lookAhead().isZero() ? 0 : UNSEARCHED_FRAMES - 1;
      while (unsearched.size() > room || (room == 0 && covered != null)) {
        awaitNext();
        advance(false, decided);
      }
    }
    return decided;
  }

  /** Returns what was decided since the last call; for cameras, between their frames. */
  public List<AnonymizeResult> poll() {
    List<AnonymizeResult> decided = new ArrayList<>();
    advance(false, decided);
    return decided;
  }

  /**
   * Ends the sequence; the next frame offered starts another.
   *
   * @return what was not decided yet
   */
  public List<AnonymizeResult> finish() {
    List<AnonymizeResult> decided = new ArrayList<>();
    advance(true, decided);
    while (covered != null || !searched.isEmpty() || !unsearched.isEmpty()) {
      awaitNext();
      advance(true, decided);
    }
    tracker.clear();
    coveredFrames = 0;
    return decided;
  }

  private Passage admit(Frame frame, long takenNanos) {
    var passage = new Passage(frame, takenNanos, profile.deadline());
    if (frame.isDamaged()) {
      // Fail closed, GB/T 44464-2024 5.6.2: what is not seen as it is cannot be searched.
      return passage.refuse(Reason.DAMAGED);
    }
    if (watch.isStuck()) {
      // A frame that waits behind a detector that hangs is late already.
      return passage.refuse(Reason.DEADLINE);
    }
    if (profile.pace() == Profile.Pace.LIVE
        && unsearched.stream().filter(each -> !each.isSettled()).count() >= UNSEARCHED_FRAMES) {
      return passage.refuse(Reason.OVERLOAD);
    }
    return passage.ask(watch.search(frame));
  }

  /**
   * Moves the frames on as far as they get without waiting. One frame after the other, and none
   * while the check looks at one: so what a mask is made of depends on the frames alone and not on
   * how fast they are searched, and the same file gives the same masks again.
   */
  private void advance(boolean finishing, List<AnonymizeResult> decided) {
    while (true) {
      Passage current = covered;
      if (current != null) {
        if (!current.isSettled()) {
          return;
        }
        if (current.isAsking()) {
          recheck(current);
        }
        if (!current.isAsking()) {
          covered = null;
          decided.add(result(current));
        }
      } else if (isHeadSeenAhead(finishing)) {
        covered = cover(searched.remove());
      } else if (!unsearched.isEmpty() && unsearched.element().isSettled()) {
        track(unsearched.remove());
      } else {
        return;
      }
    }
  }

  private void awaitNext() {
    try {
      if (covered != null) {
        covered.await();
      } else if (!unsearched.isEmpty()) {
        unsearched.element().await();
      }
    } catch (InterruptedException e) {
      // Whoever interrupts wants an end: what is not answered by now is late.
      if (covered != null) {
        covered.giveUp();
      }
      unsearched.forEach(Passage::giveUp);
      Thread.currentThread().interrupt();
    }
  }

  private void track(Passage passage) {
    List<Detection> found = passage.settle().map(Search.Answer::found).orElse(List.of());
    newestMicros = passage.info().presentationMicros();
    tracker.push(newestMicros, found);
    searched.add(passage);
  }

  /** Asks whether as much of the future is known as the profile asks for, or there is none. */
  private boolean isHeadSeenAhead(boolean finishing) {
    if (searched.isEmpty()) {
      return false;
    }
    if (profile.lookAhead().isZero() || (finishing && unsearched.isEmpty())) {
      return true;
    }
    Passage head = searched.element();
    long ahead = newestMicros - head.info().presentationMicros();
    boolean live = profile.pace() == Profile.Pace.LIVE;
    return (searched.size() > 1
            && ahead + TIME_STAMP_MICROS >= profile.lookAhead().toNanos() / 1000)
        || (live && head.leftNanos() < Profile.LIVE_RESERVE.toNanos() / 2);
  }

  /** Covers the oldest frame of the window and, if it is due, has it checked. */
  private Passage cover(Passage passage) {
    if (passage.refusal().isPresent()) {
      tracker.pop();
      return passage;
    }
    boolean due = isCheckDue();
    List<Region> regions = due ? tracker.popForCheck() : tracker.pop();
    passage.masks().addAll(redactor.redact(passage.frame(), regions));
    if (due) {
      passage.askToCheck(watch.check(passage.frame()));
    }
    coveredFrames++;
    return passage;
  }

  private boolean isCheckDue() {
    return watch.hasCheck()
        && profile.checkEvery() > 0
        && coveredFrames % profile.checkEvery() == 0;
  }

  /**
   * Covers what the check has found, here and in what follows, and has it checked again: a frame
   * leaves only after a last look that found nothing uncovered.
   */
  private void recheck(Passage passage) {
    Optional<Search.Answer> answer = passage.settle();
    if (answer.isEmpty()) {
      return;
    }
    List<Detection> missed = Cover.uncovered(answer.get().found(), passage.masks());
    tracker.checked(passage.info().presentationMicros(), missed);
    if (missed.isEmpty()) {
      return;
    }
    if (passage.checks() > REMASK_ROUNDS) {
      // Fail closed, GB/T 44464-2024 5.6.2: covering has not ended what the check sees. The places
      // stay masked in the frames that follow.
      passage.refuse(Reason.UNCOVERED);
      return;
    }
    passage.masks().addAll(redactor.redact(passage.frame(), Cover.regions(missed)));
    passage.askToCheck(watch.check(passage.frame()));
  }

  private AnonymizeResult result(Passage passage) {
    if (passage.isLate()) {
      passage.refuse(Reason.DEADLINE);
    }
    if (passage.stretches().stream().anyMatch(Stretch::isBroken)) {
      passage.refuse(Reason.NOT_VOUCHED);
    }
    Optional<Reason> refusal = passage.refusal();
    return refusal.isPresent()
        ? new AnonymizeResult.Withheld(passage.info(), refusal.get())
        : new AnonymizeResult.Passed(safe(passage));
  }

  private SafeFrame safe(Passage passage) {
    return new SafeFrame(
        passage.frame(),
        passage.masks(),
        models,
        profile,
        said(passage),
        passage.took(),
        new Vouched(watch, Set.copyOf(passage.stretches())));
  }

  private GateAttestation.Check said(Passage passage) {
    GateAttestation.Check best = check();
    return best == GateAttestation.Check.NONE || passage.checks() > 0
        ? best
        : GateAttestation.Check.NOT_DUE;
  }

  private record Vouched(Watch watch, Set<Stretch> stretches) implements SafeFrame.Vouch {
    @Override
    public boolean holds() {
      return stretches.stream().allMatch(watch::vouches);
    }
  }

  /** Withholds what is not decided yet. */
  @Override
  public void close() {
    drop(covered);
    searched.forEach(Anonymizer::drop);
    unsearched.forEach(Anonymizer::drop);
    covered = null;
    searched.clear();
    unsearched.clear();
    if (ownsWatch) {
      watch.close();
    }
  }

  private static void drop(@Nullable Passage passage) {
    if (passage != null) {
      passage.giveUp();
      passage.refuse(Reason.DEADLINE);
    }
  }
}
