package dev.breakwater.policy.border;

/** Which personal information an export holds; sensitive and general are counted apart. */
public enum PersonalInformation {
  NONE,
  GENERAL,
  /** As PIPL Art. 28 has it, e.g. a track, pictures, voice, biometrics. */
  SENSITIVE
}
