package dev.breakwater.anonymizer.detect;

/** What a network says it sees, in pixels of the frame; used again for the next frame. */
final class Candidate implements Upright {
  private ObjectClass kind;
  private double score;
  private double left;
  private double top;
  private double width;
  private double height;
  private double tilt;
  private boolean firm = true;
  private boolean cut;

  Candidate(ObjectClass kind) {
    this.kind = kind;
  }

  static Candidate of(Detection detection) {
    var candidate = new Candidate(detection.kind());
    Box box = detection.box();
    candidate.set(detection.kind(), detection.score());
    candidate.place(box.left(), box.top(), box.width(), box.height());
    candidate.tilt = detection.tilt();
    candidate.firm = detection.firm();
    return candidate;
  }

  void set(ObjectClass kind, double score) {
    this.kind = kind;
    this.score = score;
  }

  void place(double left, double top, double width, double height) {
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  /** Says whether it ends where the view ends, though the frame goes on there. */
  void cut(boolean isCut) {
    this.cut = isCut;
  }

  ObjectClass kind() {
    return kind;
  }

  double score() {
    return score;
  }

  boolean isCut() {
    return cut;
  }

  @Override
  public double left() {
    return left;
  }

  @Override
  public double top() {
    return top;
  }

  @Override
  public double width() {
    return width;
  }

  @Override
  public double height() {
    return height;
  }

  Detection detection() {
    return new Detection(kind, new Box(left, top, width, height), tilt, score, firm);
  }
}
