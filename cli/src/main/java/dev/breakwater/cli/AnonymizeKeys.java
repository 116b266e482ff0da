package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ModelTrust;
import dev.breakwater.anonymizer.files.ManifestCheck;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keys of manifests: Ed25519, in the text form of C2SP signed notes, as the audit log's. */
final class AnonymizeKeys {
  private AnonymizeKeys() {}

  /** Returns a signer with the private key in a file. */
  static Signer signer(Path file) throws IOException, CommandFailedException {
    return new NoteSigner(signerKey(file));
  }

  /** Returns the private key in a file. */
  static SignerKey signerKey(Path file) throws IOException, CommandFailedException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailedException(
          file + " is no file.", "Make one with 'breakwater anonymize keygen'.", 2);
    }
    try {
      return SignerKey.parse(Files.readString(file).strip());
    } catch (NoteException e) {
      throw new CommandFailedException(
          file + ": " + e.getMessage() + ".", "Make one with 'breakwater anonymize keygen'.", 2);
    }
  }

  /** Returns a check against the public key in a file. */
  static ManifestCheck.Signature check(Path file) throws IOException, CommandFailedException {
    VerifierKey key = verifierKey(file);
    return (statement, signature) -> problem(key, statement, signature, "manifest");
  }

  /** Returns the trust in models that the owner of the key in a file has signed. */
  static ModelTrust modelTrust(VerifierKey key) {
    return (statement, signature) ->
        signature.isEmpty()
            ? Optional.of("nobody signed it")
            : problem(key, statement, signature, "model descriptor");
  }

  static VerifierKey verifierKey(Path file) throws IOException, CommandFailedException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailedException(
          file + " is no file.", "Name the .pub file that 'keygen' wrote.", 2);
    }
    try {
      return VerifierKey.parse(Files.readString(file).strip());
    } catch (NoteException e) {
      throw new CommandFailedException(
          file + ": " + e.getMessage() + ".", "Name the .pub file that 'keygen' wrote.", 2);
    }
  }

  private static Optional<String> problem(
      VerifierKey key, String statement, String signature, String what) {
    try {
      SignedNote note = SignedNote.parse(Bytes.of(signature.getBytes(StandardCharsets.UTF_8)));
      note.require(key);
      return note.text().equals(statement)
          ? Optional.empty()
          : Optional.of("the signature is of another " + what);
    } catch (NoteException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private record NoteSigner(SignerKey key) implements Signer {
    @Override
    public String keyName() {
      return key.verifierKey().toString();
    }

    @Override
    public String sign(String statement) {
      return new String(key.sign(statement).encode().toArray(), StandardCharsets.UTF_8);
    }
  }
}
