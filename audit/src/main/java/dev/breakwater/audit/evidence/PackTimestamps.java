package dev.breakwater.audit.evidence;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.timestamp.InvalidTimestampException;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.audit.timestamp.TimestampToken;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The time-stamps of one pack. Owned by the thread that verifies the pack. */
final class PackTimestamps {
  /** By the token's file; empty where no authority is trusted. */
  private final SortedMap<String, Optional<Instant>> unused = new TreeMap<>();

  private final SortedMap<String, Optional<Instant>> all = new TreeMap<>();

  private PackTimestamps() {}

  /**
   * @param anchors null to leave them unchecked
   * @throws BrokenPackException if one is not what its name says, or nobody trusted has made it
   */
  static PackTimestamps verify(SortedMap<String, Bytes> files, @Nullable TimeAnchors anchors)
      throws BrokenPackException {
    var timestamps = new PackTimestamps();
    for (Map.Entry<String, Bytes> file : files.entrySet()) {
      Matcher token = PackFiles.TIMESTAMP.matcher(file.getKey());
      if (token.matches()) {
        Digest digest = Digest.ofHex(token.group(1));
        timestamps.all.put(file.getKey(), at(file.getKey(), file.getValue(), digest, anchors));
      }
    }
    timestamps.unused.putAll(timestamps.all);
    return timestamps;
  }

  private static Optional<Instant> at(
      String path, Bytes token, Digest digest, @Nullable TimeAnchors anchors)
      throws BrokenPackException {
    try {
      return anchors == null
          ? Optional.empty()
          : Optional.of(new TimestampToken(token).verify(digest, anchors));
    } catch (InvalidTimestampException e) {
      throw new BrokenPackException(path, String.valueOf(e.getMessage()));
    }
  }

  /** Returns when a checkpoint was stamped, as far as that is known. */
  Optional<Instant> use(Checkpoint checkpoint) {
    byte[] text = checkpoint.text().getBytes(StandardCharsets.UTF_8);
    String path = PackFiles.timestamp(Digest.of(text));
    unused.remove(path);
    return all.getOrDefault(path, Optional.empty());
  }

  /**
   * @throws BrokenPackException if a token stamps no checkpoint of the pack's entries
   */
  void requireAllUsed() throws BrokenPackException {
    if (!unused.isEmpty()) {
      throw new BrokenPackException(unused.firstKey(), "stamps no checkpoint of this pack");
    }
  }

  /** Returns how many tokens nobody looked at. */
  int unchecked() {
    return (int) all.values().stream().filter(Optional::isEmpty).count();
  }
}
