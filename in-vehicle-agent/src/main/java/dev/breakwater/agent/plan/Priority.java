package dev.breakwater.agent.plan;

import dev.breakwater.wire.Lane;

/** How urgent the data of a plan is: the lane on which it leaves. */
public enum Priority {
  INCIDENT,
  TELEMETRY,
  BULK;

  /** Returns the lane of its signals. */
  public Lane signals() {
    return switch (this) {
      case INCIDENT -> Lane.INCIDENT;
      case TELEMETRY -> Lane.TELEMETRY;
      case BULK -> Lane.BULK;
    };
  }

  /** Returns the lane of its clips, which are too large for telemetry. */
  public Lane clips() {
    return this == INCIDENT ? Lane.INCIDENT : Lane.BULK;
  }
}
