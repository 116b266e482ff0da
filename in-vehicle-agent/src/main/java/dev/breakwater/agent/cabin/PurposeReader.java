package dev.breakwater.agent.cabin;

import dev.breakwater.agent.notice.Purpose;
import java.io.IOException;
import java.util.List;

/**
 * The port through which a function in the car reads: samples of its own purpose, as long as the
 * consent to it stands. It must keep none of them. Safe for use by several threads.
 */
public final class PurposeReader {
  private final CabinVault vault;
  private final Purpose purpose;

  PurposeReader(CabinVault vault, Purpose purpose) {
    this.vault = vault;
    this.purpose = purpose;
  }

  /** Returns the samples, the oldest first; none after a withdrawal or the end of the consent. */
  public List<CabinSample> read() throws IOException {
    return vault.read(purpose);
  }
}
