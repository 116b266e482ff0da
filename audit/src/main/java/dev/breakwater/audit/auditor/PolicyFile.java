package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignatureType;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a verifier believes (C2SP tlog-policy): the keys of logs, and the quorum of witnesses. It
 * reaches the verifier on another way than the log does.
 *
 * @param logs at least one; the name of each key is the origin of its log
 * @param witnesses those whose line has a URL, in the order of the file
 */
public record PolicyFile(List<VerifierKey> logs, Quorum quorum, List<WitnessPlace> witnesses) {
  /** Longest policy file, in bytes. */
  public static final int MAX_BYTES = 256 << 10;

  /**
   * Where a witness is asked.
   *
   * @param url what {@code /add-checkpoint} is appended to (C2SP tlog-witness)
   */
  public record WitnessPlace(VerifierKey key, URI url) {}

  public PolicyFile {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
  }

  /**
   * @throws PolicyFileException if the file has mistakes
   */
  public static PolicyFile read(Path file) throws IOException, PolicyFileException {
    try (var in = Files.newInputStream(file)) {
      return parse(file.toString(), Bytes.of(in.readNBytes(MAX_BYTES + 1)));
    }
  }

  /**
   * @param name of the file, for messages
   * @throws PolicyFileException if the content has mistakes
   */
  public static PolicyFile parse(String name, Bytes content) throws PolicyFileException {
    return new PolicyParser(name).parse(content);
  }

  /** Writes the policy that believes one log and asks for no witness. */
  public static void write(Path file, VerifierKey log) throws IOException {
    Files.writeString(file, "log " + log + "\nquorum none\n", StandardCharsets.UTF_8);
  }

  /**
   * Returns the checkpoint in a note, if one of the logs signed it and the quorum cosigned it.
   * Where the policy has keys of two types for a log, it takes a signature of each type.
   *
   * @throws NoteException if not
   */
  public Checkpoint accept(Bytes note) throws NoteException {
    SignedNote signed = SignedNote.parse(note);
    Checkpoint checkpoint = Checkpoint.parse(signed.text());
    List<VerifierKey> keys =
        logs.stream().filter(log -> log.name().equals(checkpoint.origin())).toList();
    Set<SignatureType> missing = EnumSet.noneOf(SignatureType.class);
    keys.forEach(key -> missing.add(key.type()));
    for (VerifierKey key : keys) {
      if (signed.isSignedBy(key)) {
        missing.remove(key.type());
      }
    }
    if (keys.isEmpty() || !missing.isEmpty()) {
      String how = missing.contains(SignatureType.SM2) ? " with SM2" : "";
      throw new NoteException(
          "no log of the policy signed a checkpoint of " + checkpoint.origin() + how);
    }
    requireQuorum(signed);
    return checkpoint;
  }

  private void requireQuorum(SignedNote note) throws NoteException {
    if (!quorum.isMetBy(note)) {
      throw new NoteException("the witnesses that the policy asks for did not cosign");
    }
  }
}
