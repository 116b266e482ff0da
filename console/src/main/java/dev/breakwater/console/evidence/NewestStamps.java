package dev.breakwater.console.evidence;

import dev.breakwater.audit.timestamp.InvalidTimestampException;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.audit.timestamp.StampedCheckpoints.Stamped;
import dev.breakwater.console.evidence.LogHead.Stamp;
import dev.breakwater.ingest.pipeline.CloudDirectories;
import dev.breakwater.ingest.trail.TimeAuthorities;
import dev.breakwater.ingest.trail.TimeAuthorities.Authority;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The time-stamps that the log got last. */
final class NewestStamps {
  /** A page shows so many. */
  static final int MAX_SHOWN = 10;

  private static final String TOKEN = ".tst";

  private NewestStamps() {}

  /** Returns those that hold, the largest tree first. */
  static List<Stamp> of(CloudDirectories onshore) throws IOException {
    Optional<Authority> authority = TimeAuthorities.authority(onshore.root());
    if (authority.isEmpty() || !Files.isDirectory(onshore.timestamps())) {
      return List.of();
    }
    var kept = new StampedCheckpoints(onshore.timestamps());
    List<Stamp> stamps = new ArrayList<>();
    for (Digest digest : newest(onshore.timestamps())) {
      Optional<Stamped> stamped = kept.find(digest);
      stamped.flatMap(each -> stamp(each, authority.get())).ifPresent(stamps::add);
    }
    stamps.sort(Comparator.comparingLong(Stamp::size).reversed());
    return stamps;
  }

  private static List<Digest> newest(Path directory) throws IOException {
    record Kept(String name, long writtenMillis) {}
    List<Kept> tokens = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.matches("[0-9a-f]{64}\\" + TOKEN)) {
          tokens.add(new Kept(name, Files.getLastModifiedTime(file).toMillis()));
        }
      }
    }
    return tokens.stream()
        .sorted(Comparator.comparingLong(Kept::writtenMillis).reversed())
        .limit(MAX_SHOWN)
        .map(kept -> Digest.ofHex(kept.name().replace(TOKEN, "")))
        .toList();
  }

  /** A token that does not hold is not shown: it says nothing. */
  private static Optional<Stamp> stamp(Stamped stamped, Authority authority) {
    try {
      return Optional.of(
          new Stamp(
              stamped.checkpoint().size(),
              stamped.digest().hex(),
              stamped.token().verify(stamped.digest(), authority.anchors()).toString(),
              authority.url().map(URI::toString).orElse("")));
    } catch (InvalidTimestampException e) {
      return Optional.empty();
    }
  }
}
