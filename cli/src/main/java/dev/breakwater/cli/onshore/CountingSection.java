package dev.breakwater.cli.onshore;

import dev.breakwater.agent.keys.TokenPin;
import dev.breakwater.cli.vehicle.KeysSection;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Sections;
import dev.breakwater.cli.vehicle.Setting;
import dev.breakwater.ingest.border.CountingToken;
import dev.breakwater.ingest.border.CountingVault;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The token that has the border's counting keys.
 *
 * @param pinFile which only this user may read
 */
public record CountingSection(CountingToken.Settings token, Path pinFile) {
  private static final Setting<String> TOKEN =
      Setting.of("token", "border", "label of the token", Fields::text);
  private static final Setting<String> LABEL =
      Setting.of("label", "border", "beginning of the labels of the keys", Fields::id);

  static final Section<CountingSection> SECTION =
      new Section<>(
          CountingSection.class,
          "counting-keys",
          "The token that has the border's counting keys.",
          List.of(KeysSection.LIBRARY, TOKEN, LABEL, KeysSection.PIN_FILE),
          values ->
              new CountingSection(
                  new CountingToken.Settings(
                      values.of(KeysSection.LIBRARY), values.of(TOKEN), values.of(LABEL)),
                  values
                      .of(KeysSection.PIN_FILE)
                      .orElseThrow(() -> new IllegalArgumentException("'pin-file' is missing"))));

  /**
   * Reads the file that says where the token is.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of it
   */
  public static CountingSection read(Bytes yaml, String name) throws InvalidSourceException {
    return Sections.read(List.of(SECTION), yaml, name).get(SECTION);
  }

  /**
   * @throws IOException if the token or its PIN is not there or wrong
   */
  public CountingVault open() throws IOException {
    return CountingToken.open(token, TokenPin.read(pinFile).characters());
  }
}
