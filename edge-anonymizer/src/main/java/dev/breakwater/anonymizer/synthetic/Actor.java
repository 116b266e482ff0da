package dev.breakwater.anonymizer.synthetic;

import java.util.Optional;

/** Something that moves in the street. */
sealed interface Actor permits Car, Motorcycle, Pedestrian {
  String track();

  /** Returns its plate, if it is a vehicle. */
  default Optional<PlateNumber> plate() {
    return Optional.empty();
  }

  /** Metres in front of the lens. */
  double distance(double seconds);

  void draw(Stage stage, double seconds);
}
