package dev.breakwater.agent.statutory.packet;

/** The two highest values of a number, which say that there is none. */
final class Marks {
  private Marks() {}

  /** Returns {@code FE}, {@code FF FE} or {@code FF FF FF FE}: abnormal. */
  static long abnormal(int size) {
    return invalid(size) - 1;
  }

  /** Returns {@code FF} in every byte: invalid. */
  static long invalid(int size) {
    return (1L << (8 * size)) - 1;
  }

  static boolean isMark(long raw, int size) {
    return raw >= abnormal(size);
  }

  static String text(long raw, int size) {
    return raw == invalid(size) ? "invalid" : "abnormal";
  }
}
