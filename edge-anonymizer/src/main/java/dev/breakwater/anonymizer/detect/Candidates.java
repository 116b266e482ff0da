package dev.breakwater.anonymizer.detect;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network says about one frame, seen in one view after the other, doubles included. Of a
 * crowd that is hundreds of boxes, so they are made once and used for every frame.
 */
final class Candidates {
  /** A network that sees more in a frame sees nonsense, and sorting it out would take seconds. */
  static final int MAX = 10_000;

  private final ModelDescriptor model;
  private final List<Candidate> all = new ArrayList<>();
  private int size;
  private @Nullable View view;

  Candidates(ModelDescriptor model) {
    this.model = model;
  }

  /** Begins another frame. */
  void clear() {
    size = 0;
  }

  /** What is added from here on is in pixels of this view's input. */
  void look(View next) {
    view = next;
  }

  boolean reaches(ObjectClass kind, double score) {
    return score > model.thresholds().of(kind);
  }

  /** The same for a box about a centre. */
  void addCentred(ObjectClass kind, double score, double x, double y, double width, double height)
      throws DetectionException {
    add(kind, score, x - width / 2, y - height / 2, width, height);
  }

  /**
   * Adds a box in pixels of the view's input, as the network says it: anything is possible.
   *
   * @throws DetectionException if it is no box, or one too many: the frame is then not searched
   */
  void add(ObjectClass kind, double score, double left, double top, double width, double height)
      throws DetectionException {
    boolean finite = Double.isFinite(left + top + width + height);
    if (!finite || width <= 0 || height <= 0) {
      throw new DetectionException("the network answers with a box that is none", null);
    }
    if (size >= MAX) {
      throw new DetectionException("the network sees more than " + MAX + " objects", null);
    }
    if (size == all.size()) {
      all.add(new Candidate(kind));
    }
    Candidate candidate = all.get(size++);
    candidate.set(kind, score);
    candidate.place(left, top, width, height);
    requireNonNull(view, "what is seen is seen in a view").toFrame(candidate);
  }

  /** Returns the objects, each once. */
  List<Detection> withoutDoubles() {
    return Suppression.keep(all.subList(0, size), model.overlap());
  }
}
