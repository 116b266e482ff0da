package dev.breakwater.agent.cabin;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.keys.WrongKeyException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The samples of one purpose, a file each, and the key to them: {@code key}, wrapped by the key
 * vault, and {@code TIME-NUMBER-CATEGORY.sample}. Guarded by its vault.
 */
final class Compartment {
  private static final String KEY = "key";
  private static final String ENDING = ".sample";

  private final Path directory;
  private final SampleCipher cipher;
  private final Map<Name, Long> bytes = new TreeMap<>();
  private long total;
  private long nextNumber;

  /** A sample's file: what must be known of it without opening it. */
  record Name(long capturedAtMillis, long number, String category) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      return Comparator.comparingLong(Name::capturedAtMillis)
          .thenComparingLong(Name::number)
          .thenComparing(Name::category)
          .compare(this, other);
    }

    String file() {
      return "%015d-%d-%s%s".formatted(capturedAtMillis, number, category, ENDING);
    }

    static Name of(Path file) throws IOException {
      String[] parts = file.getFileName().toString().replace(ENDING, "").split("-", 3);
      try {
        return new Name(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(file + ": not a sample's name", e);
      }
    }
  }

  private Compartment(Path directory, SampleCipher cipher) {
    this.directory = directory;
    this.cipher = cipher;
  }

  /** Opens a compartment, with a new key if it has none. */
  static Compartment open(Path directory, KeyVault vault, RandomGenerator random)
      throws IOException {
    Files.createDirectories(directory);
    Path key = directory.resolve(KEY);
    if (Files.notExists(key)) {
      // Samples whose key is gone are rubbish of a deletion that a crash cut short.
      deleteSamples(directory);
      DurableFile.replace(key, vault.wrap(SampleCipher.drawKey(random)));
    }
    var compartment = new Compartment(directory, cipher(key, vault, random));
    for (Path sample : samples(directory)) {
      compartment.add(Name.of(sample), Files.size(sample));
    }
    return compartment;
  }

  private static SampleCipher cipher(Path key, KeyVault vault, RandomGenerator random)
      throws IOException {
    try {
      return new SampleCipher(vault.unwrap(Bytes.of(Files.readAllBytes(key))), random);
    } catch (WrongKeyException e) {
      throw new IOException(key + ": " + e.getMessage(), e);
    }
  }

  static boolean exists(Path directory) {
    return Files.isDirectory(directory);
  }

  private static List<Path> samples(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      files.forEach(found::add);
    }
    return found;
  }

  private void add(Name name, long size) {
    bytes.put(name, size);
    total += size;
    nextNumber = Math.max(nextNumber, name.number() + 1);
  }

  void keep(CabinSample sample) throws IOException {
    var name = new Name(sample.capturedAtMillis(), nextNumber, sample.category());
    Bytes sealed = cipher.encrypt(name.file(), sample.content());
    DurableFile.replace(directory.resolve(name.file()), sealed);
    add(name, sealed.length());
  }

  List<Name> names() {
    return List.copyOf(bytes.keySet());
  }

  CabinSample read(Name name) throws IOException {
    Bytes sealed = Bytes.of(Files.readAllBytes(directory.resolve(name.file())));
    return new CabinSample(
        name.category(), name.capturedAtMillis(), cipher.decrypt(name.file(), sealed));
  }

  /** Deletes the oldest samples until the rest is young and small enough. */
  void bound(VaultBounds bounds, long nowMillis) throws IOException {
    for (Name oldest : names()) {
      boolean old = nowMillis - oldest.capturedAtMillis() > bounds.maxAge().toMillis();
      if (!old && total <= bounds.maxBytes()) {
        return;
      }
      Files.deleteIfExists(directory.resolve(oldest.file()));
      total -= bytes.getOrDefault(oldest, 0L);
      bytes.remove(oldest);
    }
  }

  /** Returns how many samples of each category there are. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    bytes.keySet().forEach(name -> counts.merge(name.category(), 1L, Long::sum));
    return counts;
  }

  long totalBytes() {
    return total;
  }

  /** Destroys the key first: what a crash leaves of the samples is unreadable. */
  static void destroy(Path directory) throws IOException {
    DurableFile.erase(directory.resolve(KEY));
    deleteSamples(directory);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory)) {
      for (Path draft : drafts) {
        Files.delete(draft);
      }
    }
    Files.delete(directory);
  }

  private static void deleteSamples(Path directory) throws IOException {
    for (Path sample : samples(directory)) {
      Files.delete(sample);
    }
  }
}
