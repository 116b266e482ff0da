package dev.breakwater.policy.source;

/** How a file is written, and how much of it is read. */
enum Form {
  YAML(16, 100_000),
  /** One line of a recording. */
  JSON_LINE(16, 100_000),
  /** What a tool makes, such as a tree of vehicle signals. */
  JSON_TREE(64, 1_000_000);

  private final int maxDepth;
  private final int maxValues;

  Form(int maxDepth, int maxValues) {
    this.maxDepth = maxDepth;
    this.maxValues = maxValues;
  }

  int maxDepth() {
    return maxDepth;
  }

  /** Returns the most values that one file may have. */
  int maxValues() {
    return maxValues;
  }
}
