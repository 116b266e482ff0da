package dev.breakwater.cli.installation;

import dev.breakwater.agent.keys.IdentityKey;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the two sides of one installation need to trust each other, made on first use. Each part
 * appears whole or not at all, so a stop in the middle is mended by the next start.
 */
public final class Trust {
  /** So long before its end a start makes a new certificate of the console. */
  private static final Duration RENEWED = Duration.ofDays(30);

  private static final String LOG_ORIGIN = "breakwater.example/embedded";

  private final DataLayout data;
  private final SecureRandom random;

  public Trust(DataLayout data, SecureRandom random) {
    this.data = data;
    this.random = random;
  }

  /** Makes the certificate authority, the receiver's certificate and the log's keys. */
  public void prepareCloud() throws IOException, CommandFailedException {
    whole(authorityDirectory(), draft -> authority(draft, true));
    whole(
        receiverDirectory(),
        draft -> authority().issueServer(List.of("localhost", "127.0.0.1"), draft));
    prepareLogKey();
  }

  /** Makes the vehicle's certificate under a new random name, unless it is there. */
  public void prepareVehicle(KeyVault vault) throws IOException {
    issueVehicle(data.vehicleIdentity(), vault);
  }

  /** Makes a certificate under a new random name, unless it is there; its key is in the vault. */
  void issueVehicle(Path directory, KeyVault vault) throws IOException {
    whole(
        directory,
        draft -> {
          IdentityKey key = vault.makeIdentity(random);
          authority().issueVehicle(VehicleRef.random(random), key.publicKey(), draft);
          writeNew(draft.resolve(VehicleIdentity.KEPT), key.kept());
        });
  }

  private Path authorityDirectory() {
    return data.trust().resolve("ca");
  }

  /** Returns where the receiver's key and certificate lie. */
  public Path receiverDirectory() {
    return data.trust().resolve("receiver");
  }

  /**
   * Makes the console's certificate for this machine, unless there is one that is still good for a
   * while.
   *
   * @return where it lies
   */
  public Path console(InstantSource clock) throws IOException {
    Path directory = data.trust().resolve("console");
    if (Files.exists(directory)
        && Credentials.read(directory).expiresAt().isBefore(clock.instant().plus(RENEWED))) {
      for (String file : List.of("certificate.pem", "key.pem")) {
        Files.delete(directory.resolve(file));
      }
      Files.delete(directory);
    }
    whole(directory, draft -> authority().issueServer(List.of("localhost", "127.0.0.1"), draft));
    return directory;
  }

  public CertificateAuthority authority() throws IOException {
    return authority(authorityDirectory(), false);
  }

  private CertificateAuthority authority(Path directory, boolean create) throws IOException {
    return create
        ? CertificateAuthority.init(directory, "Breakwater CA", InstantSource.system(), random)
        : CertificateAuthority.open(directory, InstantSource.system(), random);
  }

  public Credentials receiver() throws IOException {
    return Credentials.read(receiverDirectory());
  }

  public SignerKey logSigner() throws IOException, CommandFailedException {
    Path file = logKey();
    try {
      return SignerKey.parse(Files.readString(file).strip());
    } catch (NoteException e) {
      throw new CommandFailedException(
          file + ": " + e.getMessage() + ".", "Restore the file from your backup.");
    }
  }

  private Path logKey() {
    return data.trust().resolve("log.key");
  }

  /** The policy is what an auditor gets by another way than the log itself. */
  private void prepareLogKey() throws IOException, CommandFailedException {
    if (!Files.exists(logKey())) {
      writeNew(logKey(), SignerKey.generate(LOG_ORIGIN, random).encode());
    }
    if (!Files.exists(data.logPolicy())) {
      PolicyFile.write(data.logPolicy(), logSigner().verifierKey());
    }
  }

  /**
   * Writes a private key that only its owner may read; the file appears whole or not at all.
   *
   * @throws FileAlreadyExistsException if there is such a file, which stays as it is
   */
  public static void writeNew(Path file, String key) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.deleteIfExists(draft);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(draft, ownerOnly);
    Files.writeString(draft, key + "\n");
    try {
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Makes what a directory holds. */
  public interface Making {
    void into(Path draft) throws IOException;
  }

  /** Makes a directory that appears whole or not at all; one that is there stays as it is. */
  public static void whole(Path directory, Making making) throws IOException {
    if (Files.exists(directory)) {
      return;
    }
    Path draft = directory.resolveSibling(directory.getFileName() + ".draft");
    delete(draft);
    Files.createDirectories(draft.getParent());
    making.into(draft);
    Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(tree)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
