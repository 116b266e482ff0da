package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import java.time.Duration;
import java.util.List;

/**
 * A frame that may leave the car: searched in time by the pinned model for every class, with every
 * find covered. Only the gate makes one, and only the gate's writers see its pixels. Owned by one
 * stage at a time; a writer closes what it is given.
 */
public final class SafeFrame implements AutoCloseable {
  private final Frame frame;
  private final List<Mask> masks;
  private final List<Digest> models;
  private final Profile profile;
  private final GateAttestation.Check check;
  private final Duration latency;
  private final Vouch vouch;

  /** Says at the end whether the detectors can still be trusted. */
  interface Vouch {
    /** Asks whether all known answers around this frame's search were right. */
    boolean holds();
  }

  SafeFrame(
      Frame frame,
      List<Mask> masks,
      List<Digest> models,
      Profile profile,
      GateAttestation.Check check,
      Duration latency,
      Vouch vouch) {
    this.frame = frame;
    this.masks = List.copyOf(masks);
    this.models = List.copyOf(models);
    this.profile = profile;
    this.check = check;
    this.latency = latency;
    this.vouch = vouch;
  }

  public FrameInfo info() {
    return frame.info();
  }

  public int widthPx() {
    return frame.widthPx();
  }

  public int heightPx() {
    return frame.heightPx();
  }

  /** Returns what was covered, held masks included. */
  public List<Mask> masks() {
    return masks;
  }

  Frame frame() {
    return frame;
  }

  List<Digest> models() {
    return models;
  }

  Profile profile() {
    return profile;
  }

  GateAttestation.Check check() {
    return check;
  }

  /**
   * Returns how long the frame was in the gate, from when it was taken until it was decided. Of a
   * recording, which nothing paces, it says how fast the machine is.
   */
  Duration latency() {
    return latency;
  }

  Vouch vouch() {
    return vouch;
  }

  @Override
  public void close() {
    frame.close();
  }
}
