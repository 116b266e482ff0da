package dev.breakwater.anonymizer.synthetic;

/** Something that moves in the street. */
sealed interface Actor permits Car, Pedestrian {
  /** Metres in front of the lens. */
  double distance(double seconds);

  void draw(Stage stage, double seconds);
}
