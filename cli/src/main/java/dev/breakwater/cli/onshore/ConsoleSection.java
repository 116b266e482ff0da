package dev.breakwater.cli.onshore;

import dev.breakwater.cli.vehicle.Quantities;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import dev.breakwater.policy.source.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where people reach the console.
 *
 * @param host address to listen on
 * @param port TCP port; 0 for a free one
 * @param certificate PEM; empty for one made for this machine
 * @param key its key, PEM of PKCS#8
 */
public record ConsoleSection(
    String host, int port, Optional<Path> certificate, Optional<Path> key) {
  public static final int PORT_NUMBER = 8443;

  private static final Setting<String> HOST =
      Setting.of("host", "127.0.0.1", "address it listens on, as digits", Fields::text);
  private static final Setting<Integer> PORT =
      Setting.of(
          "port",
          Integer.toString(PORT_NUMBER),
          "TCP port; 0: a free one; --port N of 'cloud console', --console N of 'run' go before it",
          Quantities::port);
  private static final Setting<Optional<Path>> CERTIFICATE =
      Setting.optional(
          "certificate",
          "PEM chain, own certificate first; none: one is made for localhost",
          Quantities::path);
  private static final Setting<Optional<Path>> KEY =
      Setting.optional("key", "its key, PEM of PKCS#8", Quantities::path);

  public static final Section<ConsoleSection> SECTION =
      new Section<>(
          ConsoleSection.class,
          "console",
          "The console for people, over HTTPS.",
          List.of(HOST, PORT, CERTIFICATE, KEY),
          values ->
              new ConsoleSection(
                  values.of(HOST), values.of(PORT), values.of(CERTIFICATE), values.of(KEY)));

  /**
   * @throws IllegalArgumentException if there is a certificate without its key, or the reverse
   */
  public ConsoleSection {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("certificate and key are given together");
    }
  }

  /** Returns the same with another port. */
  public ConsoleSection at(int otherPort) {
    return new ConsoleSection(host, otherPort, certificate, key);
  }
}
