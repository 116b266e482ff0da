package dev.breakwater.policy.rule;

/** What a rule does where it applies; {@link #DENY} overrides the others. */
public enum Effect {
  PERMIT,
  /** Permits the data once the rule's obligations are fulfilled. */
  TRANSFORM,
  DENY
}
