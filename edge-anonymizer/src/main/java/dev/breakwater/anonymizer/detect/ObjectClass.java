package dev.breakwater.anonymizer.detect;

/** What is covered: the objects of GB/T 44464-2024, 3.5 to 3.7. */
public enum ObjectClass {
  FACE,
  PLATE
}
