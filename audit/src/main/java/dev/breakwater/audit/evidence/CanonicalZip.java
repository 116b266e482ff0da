package dev.breakwater.audit.evidence;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A zip file that the same files can give in one way only: sorted by name, stored without
 * compression, all of 1980-01-01. Any unzip program opens it.
 */
final class CanonicalZip {
  /** The oldest time that the format knows. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private CanonicalZip() {}

  static Bytes write(SortedMap<String, Bytes> files) {
    var content = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(content)) {
      for (Map.Entry<String, Bytes> file : files.entrySet()) {
        write(zip, file.getKey(), file.getValue().toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return Bytes.of(content.toByteArray());
  }

  private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var crc = new CRC32();
    crc.update(content);
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * @throws BrokenPackException unless {@code zip} is what {@link #write} writes
   */
  static SortedMap<String, Bytes> read(Bytes zip, int maxFiles) throws BrokenPackException {
    SortedMap<String, Bytes> files = new TreeMap<>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip.toArray()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        // What is stored is no longer than the zip; what is compressed would be.
        if (entry.getMethod() != ZipEntry.STORED || files.size() == maxFiles) {
          throw new BrokenPackException("", "it is compressed or has more than " + maxFiles);
        }
        files.put(entry.getName(), Bytes.of(in.readNBytes(zip.length())));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokenPackException("", "it is no zip file: " + e.getMessage());
    }
    // Catches all that a reader of zip files lets through: order, times, comments, bytes between.
    if (!write(files).equals(zip)) {
      throw new BrokenPackException("", "it is not the canonical zip of its files");
    }
    return files;
  }
}
