package dev.breakwater.audit.evidence;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pack answers, and the digests of its files. Written as text, the files sorted by name:
 *
 * <pre>
 * dev.breakwater/evidence@v1
 * question vehicle 0123..., June
 * auditor Example Audit Ltd.
 * purpose annual review
 * at 1700000000000
 * &lt;64 hex&gt; &lt;path&gt;
 * </pre>
 */
record PackManifest(Request request, SortedMap<String, Digest> files) {
  private static final String VERSION = "dev.breakwater/evidence@v1";
  private static final int HEADER_LINES = 5;
  private static final int HEX = 2 * Digest.LENGTH;

  PackManifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  Bytes encode() {
    var text = new StringBuilder(VERSION).append('\n');
    text.append("question ").append(request.question()).append('\n');
    text.append("auditor ").append(request.auditor()).append('\n');
    text.append("purpose ").append(request.purpose()).append('\n');
    text.append("at ").append(request.atMillis()).append('\n');
    files.forEach((path, digest) -> text.append(digest.hex() + " " + path + "\n"));
    return Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws BrokenPackException unless {@code file} is what {@link #encode} writes
   */
  static PackManifest parse(Bytes file) throws BrokenPackException {
    List<String> lines = new String(file.toArray(), StandardCharsets.UTF_8).lines().toList();
    try {
      var request =
          new Request(
              value(lines, 1, "question "),
              value(lines, 2, "auditor "),
              value(lines, 3, "purpose "),
              Long.parseLong(value(lines, 4, "at ")));
      SortedMap<String, Digest> files = new TreeMap<>();
      for (String line : lines.subList(HEADER_LINES, lines.size())) {
        files.put(line.substring(HEX + 1), Digest.ofHex(line.substring(0, HEX)));
      }
      var manifest = new PackManifest(request, files);
      if (manifest.encode().equals(file)) {
        return manifest;
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BrokenPackException(PackFiles.MANIFEST, "it is damaged: " + e.getMessage());
    }
    throw new BrokenPackException(PackFiles.MANIFEST, "it is not in its canonical form");
  }

  private static String value(List<String> lines, int line, String key) {
    if (!lines.get(line).startsWith(key)) {
      throw new IllegalArgumentException("line " + (line + 1) + " is '" + key + "...'");
    }
    return lines.get(line).substring(key.length());
  }
}
