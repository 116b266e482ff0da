package dev.breakwater.policy.border;

/** What a recipient may get of a row; a row is cut to the fields that the approval names. */
public enum ProvidedField {
  /** Number of the item, with the vehicle's pseudonym. */
  ITEM,
  /** Pseudonym of the vehicle. */
  VEHICLE,
  /** Pseudonym of the person. */
  SUBJECT,
  CATEGORY,
  /** What it was collected for. */
  PURPOSE,
  CAPTURED_AT,
  /** Path of a vehicle signal, where the row holds one. */
  SIGNAL,
  /** Value of that signal. */
  VALUE,
  /** The whole content of the row, in base64. */
  PAYLOAD
}
