package dev.breakwater.ingest.trail;

import dev.breakwater.audit.timestamp.InvalidTimestampException;
import dev.breakwater.audit.timestamp.LocalTimeAuthority;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.audit.timestamp.TimestampClient;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * The time-stamp authority of an onshore side, and how often it is asked. The operator names it in
 * a file {@code time-authority.yaml}; where there is none, a test authority in this process stands
 * in, whose name says that it is not independent.
 *
 * <pre>
 * url: https://tsa.example.cn/tsr
 * anchor: tsa-ca.pem       # beside this file
 * minutes: 60
 * </pre>
 */
public record TimeAuthorities(TimestampClient client, Duration every) {
  private static final String FILE = "time-authority.yaml";
  private static final String LOCAL = "local-time-authority";
  private static final int MAX_FILE_BYTES = 64 << 10;
  private static final Duration LOCAL_EVERY = Duration.ofMinutes(1);
  private static final int MAX_MINUTES = 24 * 60;

  private record Named(URI url, String anchor, Duration every) {}

  /**
   * @param root of the onshore side
   * @param connections see that the authority is onshore
   * @throws IOException if a file cannot be read, or has mistakes
   */
  public static TimeAuthorities of(
      Path root, CheckedConnections connections, InstantSource clock, SecureRandom random)
      throws IOException {
    Path file = root.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Path local = root.resolve(LOCAL);
        var authority = LocalTimeAuthority.open(local, clock, random);
        TimeAnchors anchors = TimeAnchors.read(LocalTimeAuthority.anchor(local));
        return new TimeAuthorities(new TimestampClient(anchors, authority, random), LOCAL_EVERY);
      }
      Named named = read(file);
      TimeAnchors anchors = TimeAnchors.read(root.resolve(named.anchor()));
      var transport = new HttpTimeTransport(named.url(), connections);
      return new TimeAuthorities(new TimestampClient(anchors, transport, random), named.every());
    } catch (InvalidSourceException | InvalidTimestampException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Who stamps, to be shown and to check what he stamped; nobody is asked.
   *
   * @param url empty if the one in this process stands in, who is not independent
   */
  public record Authority(Optional<URI> url, TimeAnchors anchors) {}

  /**
   * Returns who stamps; empty if nobody has yet.
   *
   * @param root of the onshore side
   */
  public static Optional<Authority> authority(Path root) throws IOException {
    Path file = root.resolve(FILE);
    Path local = LocalTimeAuthority.anchor(root.resolve(LOCAL));
    try {
      if (Files.exists(file)) {
        Named named = read(file);
        TimeAnchors anchors = TimeAnchors.read(root.resolve(named.anchor()));
        return Optional.of(new Authority(Optional.of(named.url()), anchors));
      }
      return Files.exists(local)
          ? Optional.of(new Authority(Optional.empty(), TimeAnchors.read(local)))
          : Optional.empty();
    } catch (InvalidSourceException | InvalidTimestampException e) {
      throw new IOException(root + ": " + e.getMessage(), e);
    }
  }

  private static Named read(Path file) throws IOException, InvalidSourceException {
    Bytes yaml;
    try (var in = Files.newInputStream(file)) {
      yaml = Bytes.of(in.readNBytes(MAX_FILE_BYTES));
    }
    Source source = Source.read(yaml, file.toString());
    Optional<Named> named =
        Fields.of(source, source.root(), Set.of("url", "anchor", "minutes"))
            .flatMap(TimeAuthorities::named);
    source.refuseIfBroken();
    return named.orElseThrow(() -> new IllegalStateException("nothing, and no problem named"));
  }

  private static Optional<Named> named(Fields file) {
    Optional<URI> url = file.one("url", TimeAuthorities::url);
    Optional<String> anchor = file.one("anchor", Fields::text);
    Optional<Duration> every = file.one("minutes", TimeAuthorities::minutes);
    return url.flatMap(at -> anchor.flatMap(pem -> every.map(each -> new Named(at, pem, each))));
  }

  private static URI url(String text) {
    URI url = URI.create(text);
    String scheme = String.valueOf(url.getScheme());
    if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("a URL begins with http:// or https:// and a host");
    }
    return url;
  }

  private static Duration minutes(String text) {
    long minutes = Fields.sequence(text);
    if (minutes > MAX_MINUTES) {
      throw new IllegalArgumentException("a day, " + MAX_MINUTES + " minutes, is the longest");
    }
    return Duration.ofMinutes(minutes);
  }
}
