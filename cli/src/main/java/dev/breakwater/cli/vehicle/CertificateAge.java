package dev.breakwater.cli.vehicle;

import dev.breakwater.cli.installation.CommandFailedException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** How long the vehicle's certificate, and with it its name, may still be used. */
public final class CertificateAge {
  /** From when on the log warns. */
  static final Duration WARNING = Duration.ofDays(14);

  private CertificateAge() {}

  /**
   * Returns the days that are left if they are few, rounded down.
   *
   * @throws CommandFailedException if none is left: no receiver takes it any more
   */
  public static OptionalLong requireValid(X509Certificate certificate, Instant now)
      throws CommandFailedException {
    Instant end = certificate.getNotAfter().toInstant();
    if (!now.isBefore(end)) {
      throw new CommandFailedException(
          "The certificate of the vehicle expired at " + end + ".",
          "Run 'breakwater vehicle rotate'.");
    }
    Duration left = Duration.between(now, end);
    return left.compareTo(WARNING) <= 0 ? OptionalLong.of(left.toDays()) : OptionalLong.empty();
  }
}
