package dev.breakwater.policy.bundle.store;

import dev.breakwater.policy.bundle.Acceptance;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The accepted bundles of one car or one process, each a file named after its sequence number and
 * the instant of its acceptance. A bundle is durable before it comes into force, and all are
 * examined again at every start, as of the instant at which they were accepted. A directory belongs
 * to one process. Safe for use by several threads.
 */
public final class BundleDirectory {
  private static final Pattern NAME = Pattern.compile("([0-9]{18})@([0-9]{1,15})\\.tar");
  private static final String DRAFT = "draft";

  private final Path directory;
  private final Acceptance acceptance;
  private final PoliciesInForce policies;

  private BundleDirectory(Path directory, Acceptance acceptance, PoliciesInForce policies) {
    this.directory = directory;
    this.acceptance = acceptance;
    this.policies = policies;
  }

  /**
   * Opens a directory, which is made if it is missing, and brings what it holds into force.
   *
   * @param policies holds no bundle yet
   * @throws DamagedBundleException if a bundle in it is not as it was accepted; see its remedy
   */
  public static BundleDirectory open(
      Path directory, Acceptance acceptance, PoliciesInForce policies)
      throws IOException, DamagedBundleException {
    Files.createDirectories(directory);
    Files.deleteIfExists(directory.resolve(DRAFT));
    var opened = new BundleDirectory(directory, acceptance, policies);
    for (Path file : opened.files()) {
      opened.load(file);
    }
    return opened;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      // The names sort as the numbers: each bundle is examined by the keys of the one before.
      return files.sorted().toList();
    }
  }

  private void load(Path file) throws IOException, DamagedBundleException {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw new DamagedBundleException(file, "it is no accepted bundle");
    }
    Instant acceptedAt = Instant.ofEpochMilli(Long.parseLong(name.group(2)));
    try {
      AcceptedBundle bundle = acceptance.examine(read(file), acceptedAt);
      if (bundle.manifest().sequence() != Long.parseLong(name.group(1))) {
        throw new DamagedBundleException(file, "it is " + bundle);
      }
      policies.add(bundle);
    } catch (BundleRefusedException e) {
      throw new DamagedBundleException(file, e.getMessage());
    }
  }

  /** Reads a file; of one over the limit, enough for the reader to say so. */
  public static Bytes read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Bytes.of(in.readNBytes(Bundle.MAX_BYTES + 1));
    }
  }

  /**
   * Accepts a bundle: when this returns, it is durable and in force from its instant on.
   *
   * @param now by a clock that can be trusted: the keys that signed must be in force then
   * @throws BundleRefusedException if it is not to be accepted; what was in force goes on
   * @throws IOException if it could not be made durable; what was in force goes on
   */
  public synchronized AcceptedBundle accept(Bytes tar, Instant now)
      throws IOException, BundleRefusedException {
    // As it will be read from the name, so that the next start examines it as of the same instant.
    Instant accepted = Instant.ofEpochMilli(now.toEpochMilli());
    AcceptedBundle bundle = acceptance.examine(tar, accepted);
    String number = String.format(Locale.ROOT, "%018d@", bundle.manifest().sequence());
    deleteLeftover(number);
    write(directory.resolve(number + accepted.toEpochMilli() + ".tar"), tar);
    policies.add(bundle);
    return bundle;
  }

  /** An earlier attempt may have failed after it had named its file. */
  private void deleteLeftover(String number) throws IOException {
    for (Path file : files()) {
      if (file.getFileName().toString().startsWith(number)) {
        Files.delete(file);
      }
    }
  }

  private void write(Path file, Bytes content) throws IOException {
    Path draft = directory.resolve(DRAFT);
    try (var channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = content.asBuffer();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    try (var folder = FileChannel.open(directory)) {
      folder.force(true);
    }
  }
}
