package dev.breakwater.policy.bundle;

import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What a bundle says of itself; this is what is signed.
 *
 * @param sequence from 1; a bundle with a higher number goes before all with lower ones
 * @param inForce when its packs decide, unless a bundle with a higher number does
 * @param keys that may sign the next bundle, from the acceptance of this one on
 * @param files in the order of the bundle
 */
public record Manifest(
    String id, long sequence, Period inForce, KeyRing keys, List<ListedFile> files) {
  /** Of the format. */
  static final String VERSION = "1";

  /**
   * @throws IllegalArgumentException if the files are not those of a bundle
   */
  public Manifest {
    files = List.copyOf(files);
    if (count(files, FileKind.CATALOG) != 1 || count(files, FileKind.PACK) == 0) {
      throw new IllegalArgumentException("one catalog and at least one pack are expected");
    }
    if (files.stream().map(ListedFile::path).distinct().count() < files.size()) {
      throw new IllegalArgumentException("a path is there twice");
    }
  }

  private static long count(List<ListedFile> files, FileKind kind) {
    return files.stream().filter(file -> file.kind() == kind).count();
  }

  /**
   * Reads the text of a manifest.
   *
   * @throws InvalidSourceException with every problem of it
   */
  public static Manifest read(Bytes text, SignatureScheme scheme) throws InvalidSourceException {
    return ManifestReader.read(text, scheme);
  }

  /** Returns the text that {@link #read} reads; times are given in whole seconds. */
  public Bytes text() {
    var text = new StringBuilder();
    text.append("bundle: ").append(VERSION).append('\n');
    text.append("id: ").append(id).append('\n');
    text.append("sequence: ").append(sequence).append('\n');
    text.append(period("", inForce));
    text.append("keys:\n");
    for (SigningKey key : keys.keys()) {
      text.append("  - key: ").append(key.text()).append('\n').append(period("    ", key.valid()));
    }
    text.append("files:\n");
    for (ListedFile file : files) {
      text.append("  - path: ").append(file.path()).append('\n');
      text.append("    kind: ").append(Fields.nameOf(file.kind())).append('\n');
      text.append("    size: ").append(file.size()).append('\n');
      text.append("    digest: ").append(file.digest().hex()).append('\n');
    }
    return Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String period(String indent, Period period) {
    String from = indent + "from: " + period.from() + "\n";
    return period.until().equals(Instant.MAX)
        ? from
        : from + indent + "to: " + period.until() + "\n";
  }
}
