package dev.breakwater.agent.statutory.packet;

/** What a packet is for: table 3 of both editions. */
public enum Command {
  VEHICLE_LOGIN(0x01, "vehicle login", Edition.V2016),
  REPORT(0x02, "real-time report", Edition.V2016),
  /** A report that could not be sent when it was due, or was not asked for then. */
  REISSUE(0x03, "re-issued report", Edition.V2016),
  VEHICLE_LOGOUT(0x04, "vehicle logout", Edition.V2016),
  PLATFORM_LOGIN(0x05, "platform login", Edition.V2016),
  PLATFORM_LOGOUT(0x06, "platform logout", Edition.V2016),
  HEARTBEAT(0x07, "heartbeat", Edition.V2016),
  TIME_SYNC(0x08, "time synchronization", Edition.V2016),
  ACTIVATION(0x09, "activation", Edition.V2025),
  ACTIVATION_ANSWER(0x0A, "answer to an activation", Edition.V2025),
  KEY_EXCHANGE(0x0B, "key exchange", Edition.V2025);

  private final int code;
  private final String text;
  private final Edition since;

  Command(int code, String text, Edition since) {
    this.code = code;
    this.text = text;
    this.since = since;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  boolean isOf(Edition edition) {
    return edition.isSince(since);
  }
}
