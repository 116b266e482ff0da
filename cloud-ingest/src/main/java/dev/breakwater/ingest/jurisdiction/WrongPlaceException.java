package dev.breakwater.ingest.jurisdiction;

import java.io.IOException;

/** A peer is not where it is said to be, or nobody knows where it is; nothing was sent to it. */
public final class WrongPlaceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Sink sink;

  WrongPlaceException(Sink sink, String address, String place) {
    super(
        "%s has the address %s, which is %s (Auto Provisions Art. 11, GB/T 44464-2024 §5.8)"
            .formatted(sink, address, place));
    this.sink = sink;
  }

  public Sink sink() {
    return sink;
  }

  public String remedy() {
    return "Correct the host, or have the list of jurisdictions signed anew with its network.";
  }
}
