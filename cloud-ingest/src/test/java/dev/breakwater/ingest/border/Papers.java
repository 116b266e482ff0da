package dev.breakwater.ingest.border;

import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.ingest.bundle.NoteSignatures;
import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;

/** What a compliance office writes, and the keys that sign it. */
public final class Papers {
  private static final String APPROVAL =
      """
        - number: %s
          kind: %s
          group: example-motors
          recipient: {name: Example GmbH, jurisdiction: DE}
          categories: [driver.behaviour, position.coarse, vehicle.motion.*]
          purposes: [warranty]
          fields: [category, captured-at, signal, value]
          persons: %d
          from: 2026-01-01
          to: 2028-12-31
      """;

  private final SignerKey signer = SignerKey.generate("office.example", new SecureRandom());

  public KeyRing office() throws Exception {
    return ring(keys());
  }

  String keys() {
    return "keys: [{key: '%s', from: 2026-01-01T00:00:00Z, to: 2036-01-01T00:00:00Z}]"
        .formatted(signer.verifierKey());
  }

  static KeyRing ring(String keys) throws Exception {
    return KeyRing.load(bytes(keys), "keys.yaml", new NoteSignatures());
  }

  public Bytes signed(String text) throws Exception {
    return OfficeNote.sign(bytes(text), signer);
  }

  public static String approval(String number, String kind, long persons) {
    return APPROVAL.formatted(number, kind, persons);
  }

  public static String permits(int sequence, String endpoint, Digest pin, String... approvals) {
    return """
    sequence: %d
    exporter: example-motors-china
    critical-operator: false
    zone: none
    groups:
      - {group: example-motors, lead: example-motors-china, members: [example-motors-china]}
    recipients:
      - id: example-gmbh
        name: Example GmbH
        jurisdiction: DE
        endpoint: %s
        pins: ["%s"]
        contact: privacy@example.de
    approvals:
    """
            .formatted(sequence, endpoint, pin.hex())
        + String.join("", approvals);
  }

  public static Bytes request(String categories, String basis, String more) {
    return bytes(
        """
        recipient: example-gmbh
        purpose: warranty
        categories: %s
        from: 2026-05-01T00:00:00Z
        to: 2026-06-01T00:00:00Z
        basis: %s
        %s
        """
            .formatted(categories, basis, more));
  }

  /** Returns the request for one second of May. */
  static Bytes request(String categories, String basis, String more, long second) {
    Instant from = Instant.parse("2026-05-01T00:00:00Z").plusSeconds(second);
    String text = new String(request(categories, basis, more).toArray(), StandardCharsets.UTF_8);
    return bytes(
        text.replace("2026-05-01T00:00:00Z", from.toString())
            .replace("2026-06-01T00:00:00Z", from.plusSeconds(1).toString()));
  }

  public static final String TOLD =
      "notice: %s\nimpact-assessment: PIA-7".formatted("ab".repeat(Digest.LENGTH));

  /** What decides at the border before the first bundle. */
  public static PoliciesInForce policies() {
    return new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnExport()));
  }

  public static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
