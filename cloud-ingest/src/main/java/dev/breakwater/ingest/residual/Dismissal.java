package dev.breakwater.ingest.residual;

import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.util.List;

/**
 * Somebody has looked at a held clip, and nothing was there. The log has it before the clip is
 * shown again.
 *
 * @param operator who looked, and {@code reason} why it may be shown: kept inside the log's
 *     commitment, printable ASCII without quote and backslash, at most 256 characters
 */
public record Dismissal(Digest clip, String operator, String reason) {
  /**
   * @throws IllegalArgumentException if a text is empty
   */
  public Dismissal {
    if (operator.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("who looked, and why it may be shown, must be said");
    }
  }

  /**
   * Returns what the log must have first.
   *
   * @throws IllegalArgumentException if a text has another form
   * @throws IOException if the data key cannot be read or made
   */
  public Statement statement(DataKeys keys, ResidualCheck.Surroundings surroundings)
      throws IOException {
    keys.of(ResidualCheck.ONSHORE, ResidualCheck.PURPOSE);
    return new Statement(
        Statement.newId(surroundings.random()),
        "INCIDENT",
        "DISMISSED",
        List.of("second-look"),
        Digest.ZERO,
        new Statement.About(reason, clip, "", 0, operator),
        DataKeys.name(ResidualCheck.ONSHORE, ResidualCheck.PURPOSE),
        surroundings.clock().millis());
  }
}
