package dev.breakwater.agent.uplink;

/**
 * What the uplink has done since it was started.
 *
 * @param segments manifests acknowledged
 * @param items items acknowledged
 * @param bytes of both, as sent, without the protocol's overhead
 * @param refusals answers that the receiver will not take something or somebody
 * @param connections sessions begun; more than one means that the link was lost
 * @param trouble what keeps it from sending, in words; empty while it sends or has nothing to send
 */
public record UplinkProgress(
    long segments, long items, long bytes, long refusals, long connections, String trouble) {
  static final UplinkProgress NONE = new UplinkProgress(0, 0, 0, 0, 0, "");

  UplinkProgress withAcknowledged(Delivery.Kind kind, int length) {
    long manifest = kind == Delivery.Kind.MANIFEST ? 1 : 0;
    return new UplinkProgress(
        segments + manifest, items + 1 - manifest, bytes + length, refusals, connections, "");
  }

  UplinkProgress withRefusal() {
    return new UplinkProgress(segments, items, bytes, refusals + 1, connections, trouble);
  }

  UplinkProgress withConnection() {
    return new UplinkProgress(segments, items, bytes, refusals, connections + 1, trouble);
  }

  UplinkProgress withTrouble(String what) {
    return new UplinkProgress(segments, items, bytes, refusals, connections, what);
  }
}
