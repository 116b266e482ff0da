package dev.breakwater.anonymizer.detect;

/** A box in pixels of a network's input, as the network says it: anything is possible. */
record InputBox(double left, double top, double width, double height) {
  static InputBox centred(double x, double y, double width, double height) {
    return new InputBox(x - width / 2, y - height / 2, width, height);
  }
}
