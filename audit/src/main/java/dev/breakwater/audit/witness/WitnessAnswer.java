package dev.breakwater.audit.witness;

/**
 * What a witness answers (C2SP tlog-witness, add-checkpoint).
 *
 * @param status of HTTP
 * @param contentType empty for plain text
 * @param body lines of cosignatures, the size that the witness knows, or why not
 */
public record WitnessAnswer(int status, String contentType, String body) {
  /** The media type of a size. */
  public static final String SIZE = "text/x.tlog.size";

  static WitnessAnswer cosigned(String lines) {
    return new WitnessAnswer(200, "", lines);
  }

  static WitnessAnswer refused(int status, String why) {
    return new WitnessAnswer(status, "", why + "\n");
  }

  static WitnessAnswer conflict(long size) {
    return new WitnessAnswer(409, SIZE, size + "\n");
  }
}
