package dev.breakwater.endtoend;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Evidence packs that somebody changed, and zip files that were made to do harm. */
final class HostileZips {
  private static final int BOMB_BYTES = 8 << 20;
  private static final int CENTRAL = 0x02014b50;

  private HostileZips() {}

  /** Returns the same files, compressed by another program. */
  static byte[] compressed(Path pack) throws IOException {
    return zip(files(pack));
  }

  /**
   * Returns the pack with one file changed and everything that the change does not concern kept.
   */
  static byte[] changed(Path pack, String name, String from, String to) throws IOException {
    Map<String, byte[]> files = files(pack);
    String content = new String(files.get(name), StandardCharsets.UTF_8);
    if (!content.contains(from)) {
      throw new IllegalArgumentException(name + " has no '" + from + "'");
    }
    files.put(name, content.replace(from, to).getBytes(StandardCharsets.UTF_8));
    return zip(files);
  }

  static byte[] with(Path pack, String name) throws IOException {
    Map<String, byte[]> files = files(pack);
    files.put(name, new byte[] {1});
    return zip(files);
  }

  /** Returns a zip whose file claims few bytes and unpacks to many. */
  static byte[] bomb() throws IOException {
    byte[] zip = zip(Map.of("manifest", new byte[BOMB_BYTES]));
    ByteBuffer view = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    view.putInt(central(view) + 24, 100);
    return zip;
  }

  /** Returns a zip whose file claims more bytes than any pack may have. */
  static byte[] claim() throws IOException {
    byte[] zip = zip(Map.of("manifest", new byte[10]));
    ByteBuffer view = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    view.putInt(central(view) + 24, 0x7fffffff);
    return zip;
  }

  /** Returns a zip that has a name twice. */
  static byte[] twice() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("manifest", new byte[] {1});
    files.put("manifesT", new byte[] {2});
    byte[] zip = zip(files);
    for (int at = 0; at + 8 <= zip.length; at++) {
      if (new String(zip, at, 8, StandardCharsets.ISO_8859_1).equals("manifesT")) {
        zip[at + 7] = 't';
      }
    }
    return zip;
  }

  private static int central(ByteBuffer zip) {
    int at = zip.capacity() - 22;
    while (zip.getInt(at) != CENTRAL) {
      at--;
    }
    return at;
  }

  private static Map<String, byte[]> files(Path pack) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    var content = new ByteArrayInputStream(Files.readAllBytes(pack));
    try (var zip = new ZipInputStream(content)) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        files.put(each.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    var content = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(content)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return content.toByteArray();
  }
}
