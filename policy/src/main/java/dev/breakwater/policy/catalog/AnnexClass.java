package dev.breakwater.policy.catalog;

import dev.breakwater.policy.catalog.DataKind.Sensitivity;

/** A class of personal information in GB/T 44464-2024, Table A.2 (informative). */
public enum AnnexClass {
  VIN(Sensitivity.PERSONAL),
  PLATE_NUMBER(Sensitivity.PERSONAL),
  MAC_ADDRESS(Sensitivity.PERSONAL),
  TRACK(Sensitivity.SENSITIVE),
  PRECISE_POSITION(Sensitivity.SENSITIVE),
  COORDINATES(Sensitivity.SENSITIVE),
  AUDIO(Sensitivity.SENSITIVE),
  VIDEO(Sensitivity.SENSITIVE),
  IMAGE(Sensitivity.SENSITIVE),
  BIOMETRICS(Sensitivity.SENSITIVE),
  CONTACTS(Sensitivity.SENSITIVE),
  COMMUNICATIONS(Sensitivity.SENSITIVE);

  private final Sensitivity sensitivity;

  AnnexClass(Sensitivity sensitivity) {
    this.sensitivity = sensitivity;
  }

  /** Returns what the table says of the class; what falls under it is at least so sensitive. */
  public Sensitivity sensitivity() {
    return sensitivity;
  }
}
