package dev.breakwater.policy.border;

import org.jspecify.annotations.Nullable;

/**
 * What an export says of the person it is about.
 *
 * @param isNew whether no export of the group that counts has held such information about this
 *     person since 1 January; general and sensitive information are asked apart
 * @param onConsent whether consent is the legal basis (PIPL Art. 13)
 * @param impactAssessment id of the report of PIPL Art. 55, null if there is none
 */
public record Person(
    PersonalInformation information,
    boolean isNew,
    boolean onConsent,
    @Nullable String impactAssessment) {
  /** For an export without personal information. */
  public static final Person NOBODY = new Person(PersonalInformation.NONE, false, false, null);

  /**
   * @throws IllegalArgumentException if the id of the report is blank
   */
  public Person {
    if (impactAssessment != null && impactAssessment.isBlank()) {
      throw new IllegalArgumentException("the id of an impact assessment is not blank");
    }
  }

  boolean isSomebody() {
    return information != PersonalInformation.NONE;
  }

  boolean lacksAssessment() {
    return isSomebody() && impactAssessment == null;
  }
}
