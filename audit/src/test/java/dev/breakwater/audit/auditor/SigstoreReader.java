package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.wire.Bytes;
import dev.sigstore.json.ProtoJson;
import dev.sigstore.proto.trustroot.v1.TransparencyLogInstance;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorVerifier;
import dev.sigstore.trustroot.TransparencyLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** sigstore-java, told by its own file formats to trust one log of ours as one of Rekor v2. */
final class SigstoreReader {
  // SubjectPublicKeyInfo of Ed25519 up to the key (RFC 8410).
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final String TRUSTED_LOG =
      """
      {"baseUrl": "https://%s", "hashAlgorithm": "SHA2_256",
       "publicKey": {"rawBytes": "%s", "keyDetails": "PKIX_ED25519",
         "validFor": {"start": "2026-01-01T00:00:00Z"}},
       "logId": {"keyId": "%s"}}
      """;
  private static final String ENTRY =
      """
      {"logIndex": "%d", "logId": {"keyId": "%s"},
       "inclusionProof": {"logIndex": "%d", "rootHash": "%s", "treeSize": "%d",
         "hashes": [%s], "checkpoint": {"envelope": "%s"}},
       "canonicalizedBody": "%s"}
      """;

  private final RekorVerifier verifier;
  private final String keyId;

  /**
   * @param key whose name is a host, because sigstore-java names a log so
   */
  SigstoreReader(VerifierKey key) throws Exception {
    byte[] raw = key.publicKey().toArray();
    byte[] encoded = ByteBuffer.allocate(SPKI.length + raw.length).put(SPKI).put(raw).array();
    keyId = base64(ByteBuffer.allocate(Integer.BYTES).putInt(key.keyId()).array());
    var trusted = TransparencyLogInstance.newBuilder();
    ProtoJson.parser().merge(TRUSTED_LOG.formatted(key.name(), base64(encoded), keyId), trusted);
    verifier = RekorVerifier.newRekorVerifier(List.of(TransparencyLog.from(trusted.build())));
  }

  /** Verifies that the log has the proof's entry, and that it signed the checkpoint. */
  void verify(TlogProof proof) throws Exception {
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(proof.note()).text());
    String hashes =
        proof.path().stream()
            .map(hash -> '"' + base64(hash.value().toArray()) + '"')
            .collect(Collectors.joining(","));
    String entry =
        ENTRY.formatted(
            proof.index(),
            keyId,
            proof.index(),
            base64(checkpoint.root().value().toArray()),
            checkpoint.size(),
            hashes,
            line(proof.note()),
            base64(proof.extra().toArray()));
    verifier.verifyEntry(RekorEntry.fromTLogEntryJson(entry));
  }

  private static String line(Bytes note) {
    return new String(note.toArray(), StandardCharsets.UTF_8).replace("\n", "\\n");
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
