package dev.breakwater.ingest.trail;

import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The data keys, one for each vehicle and purpose, each in a file that only this user may read. A
 * destroyed key makes every commitment under it say nothing (design idea 9).
 *
 * <p>Durability: a key that {@link #of} returned is on disk. Concurrency: one process makes keys,
 * any may find them; not thread-safe.
 */
public final class DataKeys {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path directory;
  private final SecureRandom random;

  /** What was read before: a key never changes. */
  private final Map<Path, Bytes> known = new HashMap<>();

  public DataKeys(Path directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  /** Returns the key, made now if there is none. */
  public Bytes of(String vehicle, String purpose) throws IOException {
    Optional<Bytes> found = find(vehicle, purpose);
    return found.isPresent() ? found.get() : make(file(name(vehicle, purpose)));
  }

  /** Returns the key, or nothing if it was never made or is destroyed. */
  public Optional<Bytes> find(String vehicle, String purpose) throws IOException {
    return find(name(vehicle, purpose));
  }

  /**
   * @param name of the key, {@link #name}; what is no such name names no key
   */
  public Optional<Bytes> find(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Path file = file(name);
    if (!known.containsKey(file)) {
      try {
        known.put(file, checked(file, Files.readAllBytes(file)));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(known.get(file));
  }

  /** Draws a key that is kept nowhere: nobody opens a commitment under it. */
  public Bytes unkept() {
    byte[] key = new byte[Commitment.KEY_LENGTH];
    random.nextBytes(key);
    return Bytes.of(key);
  }

  /** Returns the name of a key; it says neither vehicle nor purpose. */
  public static String name(String vehicle, String purpose) {
    return Digest.of((vehicle + '\0' + purpose).getBytes(StandardCharsets.UTF_8)).hex();
  }

  private Path file(String name) {
    return directory.resolve(name + ".key");
  }

  private static Bytes checked(Path file, byte[] key) throws IOException {
    if (key.length != Commitment.KEY_LENGTH) {
      throw new IOException(file + " does not hold a key");
    }
    return Bytes.of(key);
  }

  private Bytes make(Path file) throws IOException {
    byte[] key = new byte[Commitment.KEY_LENGTH];
    random.nextBytes(key);
    Files.createDirectories(directory);
    Path fresh = directory.resolve("fresh");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, key);
    force(fresh, StandardOpenOption.WRITE);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    force(directory, StandardOpenOption.READ);
    known.put(file, Bytes.of(key));
    return Bytes.of(key);
  }

  /** A commitment must not be published before its key survives a crash. */
  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
