package dev.breakwater.anonymizer.detect;

import java.util.ArrayList;
import java.util.List;

/** What a network says about one frame, seen in one view after the other, doubles included. */
final class Candidates {
  /** A network that sees more in a frame sees nonsense, and sorting it out would take seconds. */
  static final int MAX = 10_000;

  private final ModelDescriptor model;
  private final List<Candidate> found = new ArrayList<>();
  private View view;

  /**
   * @param cut whether it ends where the view ends, though the frame goes on there
   */
  record Candidate(Detection detection, boolean cut) {}

  Candidates(ModelDescriptor model, View first) {
    this.model = model;
    this.view = first;
  }

  /** What is added from here on is in pixels of this view's input. */
  void look(View next) {
    view = next;
  }

  boolean reaches(ObjectClass kind, double score) {
    return score > model.thresholds().of(kind);
  }

  /**
   * @throws DetectionException if it is no box, or one too many: the frame is then not searched
   */
  void add(ObjectClass kind, double score, InputBox box) throws DetectionException {
    boolean finite = Double.isFinite(box.left() + box.top() + box.width() + box.height());
    if (!finite || box.width() <= 0 || box.height() <= 0) {
      throw new DetectionException("the network answers with a box that is none", null);
    }
    if (found.size() >= MAX) {
      throw new DetectionException("the network sees more than " + MAX + " objects", null);
    }
    Box inFrame = view.inFrame(box);
    found.add(new Candidate(new Detection(kind, inFrame, score), view.cuts(inFrame)));
  }

  /** Returns the objects, each once. */
  List<Detection> withoutDoubles() {
    return Suppression.keep(found, model.overlap());
  }
}
