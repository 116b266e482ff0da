package dev.breakwater.policy.border;

/** What the exporter says an export is necessary for (2024 Flow Provisions Art. 3 to 5). */
public enum Exemption {
  /** Art. 3: trade, transport, academic cooperation, manufacturing or marketing across borders. */
  BUSINESS,
  /** Art. 4: collected abroad, processed in China, sent back with nothing domestic added. */
  TRANSIT,
  /** Art. 5(1): a contract with the person. */
  CONTRACT,
  /** Art. 5(2): managing staff across borders. */
  STAFF,
  /** Art. 5(3): protecting life, health or property in an emergency. */
  EMERGENCY
}
