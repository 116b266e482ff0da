package dev.breakwater.policy.bundle;

import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A bundle for tests: by default of one pack that permits {@code data.a} by the rule {@code
 * from-N}, where N is the sequence number, signed by {@code ed.1}, which may sign the next one too.
 */
public record TestBundle(
    long sequence,
    String from,
    String to,
    List<SigningKey> keys,
    List<String> signers,
    String pack) {
  public static final SignatureScheme SCHEME = new NamedKeys();

  /** When the keys of tests are in force. */
  public static final Period YEAR =
      new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

  private static final String CONTROL =
      """
        control.KIND:
          sensor: this program
          level: general
          sensitivity: none
          subject: nobody
          collected-by-default: true
          precision: "1"
          basis: Art. 1
          surveying: false
          grade: open
      """;

  private static final String PACK =
      """
      pack: test
      zone: UTC
      otherwise:
        id: test.otherwise
        clause: Art. 0
        from: 1970-01-01
        status: verified
        reason: {zh: 零, en: zero, ja: 零}
      rules:
        - id: test.control
          clause: Art. 1
          from: 1970-01-01
          stages: [collect, offboard, store]
          categories: [control.*]
          effect: permit
          status: verified
          reason: {zh: 一, en: one, ja: 一}
        - id: from-N
          clause: Art. 2
          from: 1970-01-01
          stages: [collect, offboard]
          categories: [data.a]
          effect: permit
          status: verified
          reason: {zh: 二, en: two, ja: 二}
      """;

  /** Returns a bundle that is in force from an instant on. */
  public static TestBundle of(long sequence, String from) {
    String pack = PACK.replace("from-N", "from-" + sequence);
    return new TestBundle(sequence, from, "", List.of(key("ed.1")), List.of("ed.1"), pack);
  }

  public TestBundle until(String end) {
    return new TestBundle(sequence, from, end, keys, signers, pack);
  }

  public TestBundle signedBy(String... names) {
    return new TestBundle(sequence, from, to, keys, List.of(names), pack);
  }

  public TestBundle next(SigningKey... ring) {
    return new TestBundle(sequence, from, to, List.of(ring), signers, pack);
  }

  public TestBundle withPack(String text) {
    return new TestBundle(sequence, from, to, keys, signers, text);
  }

  /** Returns somebody's key, valid for the year 2026. */
  public static SigningKey key(String name) {
    return key(name, YEAR);
  }

  public static SigningKey key(String name, Period valid) {
    String text = NamedKeys.key(name);
    return new SigningKey(text, SCHEME.algorithm(text), valid);
  }

  public static KeyRing ring(SigningKey... keys) {
    return new KeyRing(List.of(keys));
  }

  List<BundleFile> files() {
    String catalog =
        SmallCatalog.TEXT
            + CONTROL.replace("KIND", "stayed")
            + CONTROL.replace("KIND", "tombstone")
            + CONTROL.replace("KIND", "activation")
            + CONTROL.replace("KIND", "plan");
    return List.of(
        new BundleFile("catalog.yaml", NamedKeys.utf8(catalog)),
        new BundleFile("packs/test.yaml", NamedKeys.utf8(pack)));
  }

  public Manifest manifest() {
    Instant until = to.isEmpty() ? Instant.MAX : Instant.parse(to);
    List<ListedFile> listed = new ArrayList<>();
    for (BundleFile file : files()) {
      boolean catalog = file.path().equals("catalog.yaml");
      listed.add(ListedFile.of(file, catalog ? FileKind.CATALOG : FileKind.PACK));
    }
    var inForce = new Period(Instant.parse(from), until);
    return new Manifest("test", sequence, inForce, new KeyRing(keys), listed);
  }

  Bundle bundle() {
    return signed(manifest().text(), files());
  }

  /** Returns a bundle with any manifest and any files, signed by the same. */
  Bundle signed(Bytes manifest, List<BundleFile> files) {
    var lines = new StringBuilder();
    signers.forEach(name -> lines.append(NamedKeys.line(manifest, NamedKeys.key(name))));
    return new Bundle(manifest, NamedKeys.utf8(lines.toString()), files);
  }

  public Bytes tar() {
    return bundle().tar();
  }
}
