package dev.breakwater.anonymizer.detect;

import java.util.Locale;

/** How the outputs of a network are read; the classes below it say what the tensors hold. */
public enum DecodeFamily {
  /** Breakwater's own: one grid of scores, centres and sides for each stride, several classes. */
  STREET,
  /** YuNet (OpenCV's model zoo): class and object score, box and landmarks, one class. */
  YUNET,
  /** Ultra-Light-Fast-Generic-Face-Detector: boxes that the network decodes itself, one class. */
  RFB;

  /** Returns the name as a descriptor writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  Decoding decoding(ModelDescriptor model) {
    return switch (this) {
      case STREET -> new StreetDecoding(model);
      case YUNET -> new YunetDecoding(model);
      case RFB -> new RfbDecoding(model);
    };
  }

  /** Asks whether a network of this family may search for so many classes. */
  boolean canFind(int classes) {
    return this == STREET || classes == 1;
  }
}
