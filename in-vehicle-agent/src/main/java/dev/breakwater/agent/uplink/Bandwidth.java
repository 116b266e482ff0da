package dev.breakwater.agent.uplink;

/**
 * How much may be sent: a bucket that fills with so many bytes a second and holds those of one
 * second. A body that is larger than what is left is sent whole and waited for afterwards.
 */
final class Bandwidth {
  /** CoAP and DTLS around each block of a body. */
  private static final int OVERHEAD_BYTES = 80;

  private static final long NANOS = 1_000_000_000;

  private final long bytesPerSecond;
  private double left;
  private long filledAtNanos;

  /**
   * @param bytesPerSecond 0 for no limit
   * @param nowNanos {@link System#nanoTime}
   */
  Bandwidth(long bytesPerSecond, long nowNanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.left = (double) bytesPerSecond;
    this.filledAtNanos = nowNanos;
  }

  /** Returns whether something may be sent now. */
  boolean isOpen(long nowNanos) {
    left =
        Math.min(
            (double) bytesPerSecond,
            left + (double) (nowNanos - filledAtNanos) / NANOS * bytesPerSecond);
    filledAtNanos = nowNanos;
    return bytesPerSecond == 0 || left > 0;
  }

  void spend(int bodyBytes) {
    int blocks = 1 + bodyBytes / DtlsSession.BLOCK_BYTES;
    left -= bodyBytes + (double) blocks * OVERHEAD_BYTES;
  }
}
