package dev.breakwater.cli.demo;

/**
 * What the sources of a drive hold, counted from the files.
 *
 * @param frames of the exterior camera
 * @param signals lines of the signal trace
 * @param cabin files of the cabin's camera and microphone
 */
record Fed(long frames, long signals, long cabin) {
  static final Fed NOTHING = new Fed(0, 0, 0);

  long total() {
    return frames + signals + cabin;
  }

  Fed plus(Fed other) {
    return new Fed(frames + other.frames, signals + other.signals, cabin + other.cabin);
  }
}
