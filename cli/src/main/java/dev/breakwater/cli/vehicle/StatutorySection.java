package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.statutory.Platform;
import dev.breakwater.agent.statutory.Schedule;
import dev.breakwater.agent.statutory.StatutorySettings;
import dev.breakwater.agent.statutory.StoreSettings;
import dev.breakwater.agent.statutory.Terminal;
import dev.breakwater.agent.statutory.packet.Edition;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import dev.breakwater.policy.source.Fields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whom the car reports to by law.
 *
 * @param host of the platform; none means that the lane is off
 * @param terminalFile with the VIN on its first line and the ICCID on its second
 * @param authority that may sign the platform's certificate; none means TCP without TLS
 */
public record StatutorySection(
    Optional<String> host,
    int port,
    Edition edition,
    Optional<Path> terminalFile,
    Optional<Path> authority,
    OnshoreNetworks onshore,
    Schedule schedule,
    StoreSettings store) {
  private static final int MAX_FILE_BYTES = 64 << 10;
  private static final int TERMINAL_LINES = 2;

  private static final Setting<Optional<String>> HOST =
      Setting.optional("host", "the platform's; none: nothing is reported", Fields::text);
  private static final Setting<Integer> PORT =
      Setting.of("port", "32960", "the platform's", Quantities.whole(1, 65_535));
  private static final Setting<Edition> EDITION =
      Setting.of("edition", "v2025", "v2016 or v2025", text -> Fields.named(Edition.class, text));
  private static final Setting<Optional<Path>> TERMINAL =
      Setting.optional(
          "terminal-file",
          "file with two lines, the VIN and the ICCID of the SIM card",
          Quantities::path);
  private static final Setting<Optional<Path>> AUTHORITY =
      Setting.optional(
          "authority",
          "PEM file of who signs the platform's certificate; none: TCP without TLS",
          Quantities::path);
  private static final Setting<List<Network>> NETWORKS =
      Setting.list(
          "onshore-networks",
          "where the platform may stand, e.g. [203.0.113.0/24]; private addresses always may",
          Network::of);
  private static final Setting<Duration> REPORT =
      Setting.of("report-every", "10s", "1s to 30s", Quantities::duration);
  private static final Setting<Duration> HEARTBEAT =
      Setting.of("heartbeat-after", "30s", "of silence", Quantities::duration);
  private static final Setting<Duration> ANSWER =
      Setting.of("answer-within", "10s", "or the connection is given up", Quantities::duration);
  private static final Setting<Duration> RETRY =
      Setting.of("retry-after", "1min", "a refused login or report", Quantities::duration);
  private static final Setting<Duration> PAUSE =
      Setting.of("pause-after", "30min", "three refused logins", Quantities::duration);
  private static final Setting<Long> MAX_BYTES =
      Setting.of("max-bytes", "64MiB", "size on disk, 2MiB or more", Quantities::size);
  private static final Setting<Duration> KEEP =
      Setting.of("keep", "7d", "how long a report is kept, 7d or more", Quantities::duration);

  public static final Section<StatutorySection> SECTION =
      new Section<>(
          StatutorySection.class,
          "statutory",
          "What the law wants reported (GB/T 32960.3), by a connection and a store of its own.",
          List.of(
              HOST, PORT, EDITION, TERMINAL, AUTHORITY, NETWORKS, REPORT, HEARTBEAT, ANSWER, RETRY,
              PAUSE, MAX_BYTES, KEEP),
          StatutorySection::build);

  private static StatutorySection build(Values values) {
    var schedule =
        new Schedule(
            values.of(REPORT),
            values.of(HEARTBEAT),
            values.of(ANSWER),
            values.of(RETRY),
            values.of(PAUSE));
    return new StatutorySection(
        values.of(HOST),
        values.of(PORT),
        values.of(EDITION),
        values.of(TERMINAL),
        values.of(AUTHORITY),
        new OnshoreNetworks(values.of(NETWORKS)),
        schedule,
        new StoreSettings(values.of(MAX_BYTES), values.of(KEEP)));
  }

  /**
   * @throws IllegalArgumentException if it is said where to report, and not who does
   */
  public StatutorySection {
    if (host.isPresent() && terminalFile.isEmpty()) {
      throw new IllegalArgumentException(
          "'host' needs 'terminal-file': nobody reports without a VIN");
    }
  }

  /**
   * Returns what the lane is told, nothing if it is off.
   *
   * @throws IOException if a file cannot be read, or is not what it should be
   */
  public Optional<StatutorySettings> settings() throws IOException {
    if (host.isEmpty() || terminalFile.isEmpty()) {
      return Optional.empty();
    }
    var platform = new Platform(host.get(), port, authorities(), onshore);
    return Optional.of(
        new StatutorySettings(terminal(terminalFile.get()), platform, schedule, store));
  }

  private Terminal terminal(Path file) throws IOException {
    List<String> lines = new String(read(file), StandardCharsets.US_ASCII).lines().toList();
    if (lines.size() != TERMINAL_LINES) {
      throw new IOException(file + " has not two lines, the VIN and the ICCID");
    }
    try {
      return new Terminal(edition, lines.get(0).strip(), lines.get(1).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private List<X509Certificate> authorities() throws IOException {
    if (authority.isEmpty()) {
      return List.of();
    }
    try {
      var pem = new ByteArrayInputStream(read(authority.get()));
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (all.isEmpty()) {
        // Fail closed: no authority would mean no TLS.
        throw new IOException(authority.get() + " has no certificate");
      }
      return all;
    } catch (CertificateException e) {
      throw new IOException(authority.get() + " is no file of certificates", e);
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException(file + " is larger than " + MAX_FILE_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }
}
