package dev.breakwater.console.serve;

import dev.breakwater.wire.Digest;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The files of the page, below {@code web/} in the class path; the same for everybody. */
final class WebFiles {
  /** No dots but the one before the ending: nothing that could lead elsewhere. */
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*\\.(html|css|js|json|svg)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  private final Map<String, WebFile> read = new ConcurrentHashMap<>();

  /**
   * One file.
   *
   * @param packed the content, compressed by gzip
   * @param tag of this content (RFC 9110 8.8.3)
   */
  record WebFile(String type, Buffer content, Buffer packed, String tag) {}

  /** Returns the file; empty if the page has none of that name. */
  Optional<WebFile> find(String name) throws IOException {
    WebFile known = read.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream in = WebFiles.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      WebFile file = file(name, in.readAllBytes());
      read.put(name, file);
      return Optional.of(file);
    }
  }

  private static WebFile file(String name, byte[] content) throws IOException {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("every ending has a type: " + name);
    }
    String tag = '"' + Digest.of(content).hex() + '"';
    return new WebFile(type, Buffer.buffer(content), Buffer.buffer(packed(content)), tag);
  }

  private static byte[] packed(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
