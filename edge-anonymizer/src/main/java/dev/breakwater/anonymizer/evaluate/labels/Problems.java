package dev.breakwater.anonymizer.evaluate.labels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in files, collected so that it is corrected in one go. */
final class Problems {
  /** More are counted, not told. */
  static final int MOST_TOLD = 20;

  private final List<String> told = new ArrayList<>();
  private int untold;

  /**
   * @param where in the file, e.g. a line or a member; empty for all of it
   */
  void add(Path file, String where, String text) {
    if (told.size() < MOST_TOLD) {
      told.add(file + (where.isEmpty() ? "" : ":" + where) + ": " + text);
    } else {
      untold++;
    }
  }

  void add(Path file, FieldException problem) {
    add(file, problem.where(), problem.text());
  }

  boolean isEmpty() {
    return told.isEmpty();
  }

  void throwIfAny() throws LabelsRejectedException {
    if (!told.isEmpty()) {
      List<String> all = new ArrayList<>(told);
      if (untold > 0) {
        all.add("and " + untold + " more");
      }
      throw new LabelsRejectedException(all);
    }
  }
}
