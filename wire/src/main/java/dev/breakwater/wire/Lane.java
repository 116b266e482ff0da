package dev.breakwater.wire;

/** The lanes a vehicle sends on, most urgent first; each has its own chain of segments. */
public enum Lane {
  CONTROL,
  STATUTORY,
  INCIDENT,
  TELEMETRY,
  BULK
}
