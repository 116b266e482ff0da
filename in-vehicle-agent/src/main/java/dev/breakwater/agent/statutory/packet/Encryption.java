package dev.breakwater.agent.statutory.packet;

/** How the data unit is encrypted: table 2 of both editions. */
public enum Encryption {
  NONE(0x01, "not encrypted", Edition.V2016),
  RSA(0x02, "RSA", Edition.V2016),
  AES(0x03, "AES", Edition.V2016),
  SM2(0x04, "SM2", Edition.V2025),
  SM4(0x05, "SM4", Edition.V2025),
  ABNORMAL(0xFE, "abnormal", Edition.V2016),
  INVALID(0xFF, "invalid", Edition.V2016);

  private final int code;
  private final String text;
  private final Edition since;

  Encryption(int code, String text, Edition since) {
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
