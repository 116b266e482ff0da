package dev.breakwater.endtoend;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** The compliance office of an installation: who signs permits and the list of places. */
final class ComplianceOffice {
  private static final Map<Path, ComplianceOffice> OFFICES = new HashMap<>();

  private final SignerKey key;

  private ComplianceOffice(SignerKey key) {
    this.key = key;
  }

  /** Returns the office; installs its key at the first call, before the onshore side starts. */
  static synchronized ComplianceOffice of(Path policyKeys) throws IOException {
    ComplianceOffice known = OFFICES.get(policyKeys);
    if (known != null) {
      return known;
    }
    var office = new ComplianceOffice(SignerKey.generate("office.example", new SecureRandom()));
    Files.writeString(
        policyKeys,
        "keys: [{key: '%s', from: 2026-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z}]\n"
            .formatted(office.key.verifierKey()));
    OFFICES.put(policyKeys, office);
    return office;
  }

  Bytes signed(String text) throws NoteException {
    return OfficeNote.sign(Bytes.of(text.getBytes(StandardCharsets.UTF_8)), key);
  }
}
