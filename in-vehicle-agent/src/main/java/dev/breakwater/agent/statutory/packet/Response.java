package dev.breakwater.agent.statutory.packet;

/** The response flag: table 4 of both editions. */
public enum Response {
  SUCCESS(0x01, "success", Edition.V2016),
  ERROR(0x02, "error", Edition.V2016),
  VIN_DUPLICATE(0x03, "the VIN is used twice", Edition.V2016),
  VIN_UNKNOWN(0x04, "the VIN is not known", Edition.V2016),
  SIGNATURE_ERROR(0x05, "the signature is wrong", Edition.V2025),
  STRUCTURE_ERROR(0x06, "the structure is wrong", Edition.V2025),
  DECRYPTION_ERROR(0x07, "it cannot be decrypted", Edition.V2025),
  /** The packet is a command and answers nothing. */
  COMMAND(0xFE, "a command", Edition.V2016);

  private final int code;
  private final String text;
  private final Edition since;

  Response(int code, String text, Edition since) {
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
