package dev.breakwater.ingest.trail;

import dev.breakwater.audit.auditor.KnownHeads;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.PolicyFileException;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.witness.HttpTransport;
import dev.breakwater.audit.witness.Witness;
import dev.breakwater.audit.witness.WitnessClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The witnesses of an onshore side. The operator names them in a file {@code witnesses} (C2SP
 * tlog-policy, each witness with its URL). Where there is no such file, a witness in this process
 * stands in: it shows what a policy with a witness looks like, and nothing more, since it belongs
 * to the log's own operator. Its name says so.
 */
public final class Witnesses {
  /** End of the name of the witness that stands in. */
  public static final String NOT_INDEPENDENT = "/local-witness-not-independent";

  private static final String FILE = "witnesses";
  private static final String LOCAL = "local-witness";

  private Witnesses() {}

  /**
   * @param root of the onshore side
   * @param logKey whose checkpoints are cosigned
   * @param random makes the key of the one that stands in, once
   * @throws IOException if a file cannot be read, or {@code witnesses} has mistakes
   */
  public static List<WitnessClient> of(
      Path root, VerifierKey logKey, InstantSource clock, SecureRandom random) throws IOException {
    Path file = root.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of(local(root.resolve(LOCAL), logKey, clock, random));
    }
    try {
      List<WitnessClient> clients = new ArrayList<>();
      for (PolicyFile.WitnessPlace each : PolicyFile.read(file).witnesses()) {
        clients.add(new WitnessClient(each.key(), new HttpTransport(each.url())));
      }
      return clients;
    } catch (PolicyFileException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static WitnessClient local(
      Path directory, VerifierKey logKey, InstantSource clock, SecureRandom random)
      throws IOException {
    WitnessKey key = key(directory.resolve("key"), logKey.name() + NOT_INDEPENDENT, random);
    String policy =
        "# The witness belongs to the log's own operator: it is not independent.\n"
            + "log %s\nwitness not-independent %s\nquorum not-independent\n"
                .formatted(logKey, key.verifierKey());
    Files.writeString(directory.resolve("policy"), policy);
    var heads = new KnownHeads(directory.resolve("cosigned"));
    var witness = new Witness(List.of(logKey), key, heads, clock);
    return new WitnessClient(key.verifierKey(), witness::add);
  }

  private static WitnessKey key(Path file, String name, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      Path draft = file.resolveSibling("key.draft");
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(draft);
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      Files.createFile(draft, PosixFilePermissions.asFileAttribute(ownerOnly));
      Files.writeString(draft, WitnessKey.generate(name, random).encode() + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      return WitnessKey.parse(Files.readString(file).strip());
    } catch (NoteException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
