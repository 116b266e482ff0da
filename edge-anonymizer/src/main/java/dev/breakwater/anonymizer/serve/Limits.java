package dev.breakwater.anonymizer.serve;

import dev.breakwater.anonymizer.frame.Frame;
import java.time.Duration;

/** What the service takes at most: from one request, from all, and for how long. */
public record Limits(Content content, Work work, Kept kept, Transfer transfer) {
  /** Returns limits for a machine of two cores and 10 GB of free disk. */
  public static Limits usual() {
    return new Limits(
        new Content(256L << 20, Frame.MAX_PIXELS, 18_000),
        new Work(2, 16, Duration.ofMinutes(30)),
        new Kept(Duration.ofHours(1), 1000, 8L << 30),
        new Transfer(Duration.ofSeconds(10), Duration.ofMinutes(5)));
  }

  public Limits withContent(Content other) {
    return new Limits(other, work, kept, transfer);
  }

  public Limits withWork(Work other) {
    return new Limits(content, other, kept, transfer);
  }

  public Limits withKept(Kept other) {
    return new Limits(content, work, other, transfer);
  }

  public Limits withTransfer(Transfer other) {
    return new Limits(content, work, kept, other);
  }

  /**
   * One body.
   *
   * @param bodyBytes of the request, without headers
   * @param pixels of a frame, at most {@link Frame#MAX_PIXELS}
   * @param frames of a clip
   */
  public record Content(long bodyBytes, long pixels, long frames) {
    public Content {
      require(bodyBytes > 0 && pixels > 0 && frames > 0, "content limits are above 0");
      require(pixels <= Frame.MAX_PIXELS, "no decoder takes more than 64 Mi pixels");
    }
  }

  /**
   * All unfinished tasks.
   *
   * @param running at once
   * @param waiting for those; a post beyond is refused
   * @param time from a task's start to its end
   */
  public record Work(int running, int waiting, Duration time) {
    public Work {
      require(running > 0 && waiting >= 0, "at least one task runs, and none or more wait");
      require(!time.isNegative() && !time.isZero(), "a task needs time");
    }

    int unfinished() {
      return running + waiting;
    }
  }

  /**
   * What lies on the disk.
   *
   * @param time from a task's end to its removal
   * @param tasks finished and unfinished
   * @param diskBytes of all tasks together
   */
  public record Kept(Duration time, int tasks, long diskBytes) {
    public Kept {
      require(!time.isNegative() && tasks > 0 && diskBytes > 0, "something must be kept");
    }
  }

  /**
   * A client that is slower is cut off.
   *
   * @param head for the TLS handshake and the request's header
   * @param body for the request's body, and again for the answer
   */
  public record Transfer(Duration head, Duration body) {
    public Transfer {
      require(head.toMillis() > 0 && body.toMillis() > 0, "a transfer needs time");
    }
  }

  private static void require(boolean met, String rule) {
    if (!met) {
      throw new IllegalArgumentException(rule);
    }
  }
}
