package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.Edition;
import java.util.regex.Pattern;

/**
 * Who reports.
 *
 * @param edition in which it speaks
 * @param vin 17 capital letters and digits; never shown
 * @param iccid of the SIM card, 20 letters and digits
 */
public record Terminal(Edition edition, String vin, String iccid) {
  private static final Pattern VIN = Pattern.compile("[0-9A-Z]{17}");
  private static final Pattern ICCID = Pattern.compile("[0-9A-Za-z]{20}");

  /**
   * @throws IllegalArgumentException if the VIN or the ICCID has another form
   */
  public Terminal {
    if (!VIN.matcher(vin).matches()) {
      throw new IllegalArgumentException("a VIN has 17 capital letters and digits");
    }
    if (!ICCID.matcher(iccid).matches()) {
      throw new IllegalArgumentException("an ICCID has 20 letters and digits");
    }
  }

  /** Shows neither VIN nor ICCID. */
  @Override
  public String toString() {
    return "terminal of " + edition.title();
  }
}
