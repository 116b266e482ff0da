package dev.breakwater.ingest.keys;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.ingest.stream.Withdrawn;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The data keys in one directory, a file for each {@link KeyScope} and generation that only this
 * user may read. A destroyed key makes what is encrypted under it unreadable and every commitment
 * under it say nothing (design idea 9).
 *
 * <p>Durability: a key that {@link #of(KeyScope)} returned is on disk, and a destroyed one is gone
 * from it. Concurrency: any number of processes may make, find and destroy keys; the first to make
 * one wins. A key that another process destroyed is given out for at most {@link #NOTICED_SECONDS}
 * more seconds. What is destroyed is never made again: a file in its place says so. Safe for use by
 * several threads.
 */
public final class DataKeys {
  /** How long a key is used at most after another process destroyed it. */
  public static final int NOTICED_SECONDS = 10;

  /** Half of what is promised. */
  private static final long LOOK_AGAIN_NANOS = NOTICED_SECONDS * 500_000_000L;

  /** Keys kept in memory; others are read again. */
  private static final int MAX_KNOWN = 1 << 16;

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
  private static final String DESTROYED = ".destroyed";

  private final Path directory;
  private final SecureRandom random;
  private final LongSupplier nanos;
  private final KeyIndex index;

  /** Read once; guarded by this object's monitor. */
  private @Nullable Bytes namingKey;

  /** What was read or made; guarded by this object's monitor. */
  private final Map<String, Known> known = new Latest<>();

  /** By the name of a scope's first key that of its newest; guarded by this object's monitor. */
  private final Map<String, String> latest = new Latest<>();

  /** The entries that were used last. */
  private static final class Latest<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MAX_KNOWN;
    }
  }

  /**
   * @param seenNanos when it was last known not to be destroyed
   */
  private record Known(DataKey key, long seenNanos) {}

  public DataKeys(Path directory, SecureRandom random) {
    this(directory, random, System::nanoTime);
  }

  DataKeys(Path directory, SecureRandom random, LongSupplier nanos) {
    this.directory = directory;
    this.random = random;
    this.nanos = nanos;
    this.index = new KeyIndex(directory.resolve("index"));
  }

  /**
   * Returns the key, made now if there is none: the next generation if the last one is destroyed,
   * since what comes after an erasure is new data. Nothing if the consent that the scope names was
   * taken back.
   */
  public Optional<DataKey> of(KeyScope scope) throws IOException {
    String first = name(scope, 0);
    Optional<DataKey> found = find(latest(first));
    return found.isPresent() ? found : make(scope, first);
  }

  private Optional<DataKey> make(KeyScope scope, String first) throws IOException {
    if (index.isWithdrawn(scope)) {
      return Optional.empty();
    }
    String name = first;
    for (int generation = 1; isDestroyed(name); generation++) {
      name = name(scope, generation);
    }
    index.add(name, scope);
    SharedFiles.create(file(name), unkept());
    // Whoever withdraws writes that down first and then looks at the index: one of us two sees the
    // other.
    if (index.isWithdrawn(scope)) {
      destroy(name);
    }
    remember(first, name);
    return find(name);
  }

  private synchronized String latest(String first) {
    return latest.getOrDefault(first, first);
  }

  private synchronized void remember(String first, String name) {
    latest.put(first, name);
  }

  /**
   * Returns the key of that name, or nothing if it was never made or is destroyed.
   *
   * @param name a {@link DataKey#name}; nothing has any other
   */
  public synchronized Optional<DataKey> find(String name) throws IOException {
    long now = nanos.getAsLong();
    Known before = known.get(name);
    if (before != null && now - before.seenNanos() < LOOK_AGAIN_NANOS) {
      return Optional.of(before.key());
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Optional<Bytes> read = isDestroyed(name) ? Optional.empty() : read(file(name));
    if (read.isEmpty() && !isDestroyed(name)) {
      read = read(nobodys(name));
    }
    if (read.isEmpty()) {
      known.remove(name);
      return Optional.empty();
    }
    DataKey key = DataKey.of(name, read.get());
    known.put(name, new Known(key, now));
    return Optional.of(key);
  }

  public boolean isDestroyed(String name) {
    return Files.exists(destroyed(name));
  }

  /** Destroys a key for ever, also one that was never made. Done again it changes nothing. */
  public void destroy(String name) throws IOException {
    SharedFiles.create(destroyed(name), Bytes.EMPTY);
    SharedFiles.shred(file(name));
    synchronized (this) {
      known.remove(name);
    }
  }

  /** Makes sure that no key is made any more for what was withdrawn. */
  public void withdraw(String vehicle, Withdrawn withdrawn) throws IOException {
    index.withdraw(vehicle, withdrawn);
  }

  /** Returns what keys a vehicle has or had, of all its owners. */
  public List<IndexedKey> ofVehicle(String vehicle) throws IOException {
    return index.keys(vehicle);
  }

  /** Forgets whose a destroyed key was. */
  public void forget(String vehicle, String name) throws IOException {
    index.forget(vehicle, name);
  }

  /**
   * Returns the key that salts what names nobody, made now if there is none: of outcomes that have
   * no key of their own, or none any more.
   */
  public synchronized Bytes of(String vehicle, String purpose) throws IOException {
    Optional<Bytes> found = find(vehicle, purpose);
    if (found.isEmpty()) {
      SharedFiles.create(nobodys(name(vehicle, purpose)), unkept());
    }
    return find(vehicle, purpose).orElseThrow(() -> new IOException("a key vanished"));
  }

  /** Returns the key of {@link #of(String, String)} if it was made. */
  public Optional<Bytes> find(String vehicle, String purpose) throws IOException {
    return read(nobodys(name(vehicle, purpose)));
  }

  /** Returns the name of the key of {@link #of(String, String)}; it says neither. */
  public static String name(String vehicle, String purpose) {
    return Digest.of((vehicle + '\0' + purpose).getBytes(StandardCharsets.UTF_8)).hex();
  }

  private Path nobodys(String name) {
    return directory.resolve(name + ".key");
  }

  /**
   * Returns the name of a key, whether or not there is one. It is keyed, since names stay in places
   * where the pseudonyms that they stand for are erased.
   *
   * @param generation how many keys of the scope were destroyed before
   */
  String name(KeyScope scope, int generation) throws IOException {
    String parts = String.join("\0", scope.vehicle(), scope.owner(), scope.purpose());
    String numbers = scope.consentEpoch() + "." + generation;
    return new Digest(Commitment.salt(namingKey(), parts, numbers)).hex();
  }

  private synchronized Bytes namingKey() throws IOException {
    if (namingKey == null) {
      Path file = directory.resolve("naming.secret");
      SharedFiles.create(file, unkept());
      namingKey = read(file).orElseThrow(() -> new IOException(file + " vanished"));
    }
    return namingKey;
  }

  /** Draws a key that is kept nowhere: nobody opens a commitment under it. */
  public Bytes unkept() {
    byte[] secret = new byte[Commitment.KEY_LENGTH];
    random.nextBytes(secret);
    return Bytes.of(secret);
  }

  private Path file(String name) {
    return directory.resolve("data").resolve(name.substring(0, 2)).resolve(name + ".key");
  }

  private Path destroyed(String name) {
    return directory.resolve("data").resolve(name.substring(0, 2)).resolve(name + DESTROYED);
  }

  private static Optional<Bytes> read(Path file) throws IOException {
    Optional<Bytes> key = DurableFiles.read(file);
    if (key.isPresent() && key.get().length() != Commitment.KEY_LENGTH) {
      throw new UnopenableException(file + " does not hold a key");
    }
    return key;
  }
}
