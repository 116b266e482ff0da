package dev.breakwater.agent;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.Acceptance;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleFile;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.FileKind;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.ListedFile;
import dev.breakwater.policy.bundle.Manifest;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.bundle.SignatureScheme;
import dev.breakwater.policy.bundle.SigningKey;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Bundles for tests: number N permits {@link #SPEED} by the rule {@code law-N}. */
public final class Laws {
  public static final String SPEED = "vehicle.motion.speed";

  /** Believes that every key signed. */
  public static final SignatureScheme TRUSTING =
      new SignatureScheme() {
        @Override
        public Algorithm algorithm(String key) {
          return Algorithm.ED25519;
        }

        @Override
        public Answer ask(Bytes text, Bytes signatures, String key) {
          return Answer.SIGNED;
        }
      };

  public static final KeyRing RING =
      new KeyRing(
          List.of(
              new SigningKey(
                  "test+00000000+KEY=",
                  SignatureScheme.Algorithm.ED25519,
                  new Period(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")))));

  private static final String RULE =
      """
        - id: RULE
          clause: Art. 1
          from: 1970-01-01
          stages: [STAGES]
          categories: [CATEGORIES]
          effect: permit
          status: verified
          reason: {zh: 一, en: one, ja: 一}
      """;

  private static final String HEAD =
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
      """;

  private Laws() {}

  /** Returns the policies of a car that has only the built-in pack. */
  public static PoliciesInForce builtIn() {
    return new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));
  }

  /** Returns a bundle that permits the speed to be collected and to leave. */
  public static Bytes tar(long sequence, Instant from) throws IOException {
    return tar(sequence, from, "collect, offboard");
  }

  /**
   * @param stages at which it permits the speed
   */
  public static Bytes tar(long sequence, Instant from, String stages) throws IOException {
    return tar(sequence, from, pack(sequence, stages), List.of());
  }

  /** Returns a bundle of a time when some accounts were not known yet. */
  public static Bytes tarBefore(long sequence, Instant from, List<String> accounts)
      throws IOException {
    String law = pack(sequence, "collect, offboard");
    for (String account : accounts) {
      law += rule("no." + account, "collect", "control." + account).replace("permit", "deny");
    }
    return tar(sequence, from, law, List.of());
  }

  /** Returns a bundle with the built-in pack and collection plans. */
  public static Bytes tarOfPlans(long sequence, Instant from, List<String> plans)
      throws IOException {
    String law = new String(PolicyPack.builtInText("cn-auto").toArray(), StandardCharsets.UTF_8);
    return tar(sequence, from, law, plans);
  }

  private static Bytes tar(long sequence, Instant from, String law, List<String> plans)
      throws IOException {
    List<BundleFile> files = new ArrayList<>();
    List<ListedFile> listed = new ArrayList<>();
    add(new BundleFile("catalog.yaml", catalog()), FileKind.CATALOG, files, listed);
    add(new BundleFile("packs/test.yaml", utf8(law)), FileKind.PACK, files, listed);
    for (int i = 0; i < plans.size(); i++) {
      var plan = new BundleFile("plans/" + i + ".yaml", utf8(plans.get(i)));
      add(plan, FileKind.COLLECTION_PLAN, files, listed);
    }
    var manifest = new Manifest("law", sequence, new Period(from, Instant.MAX), RING, listed);
    return new Bundle(manifest.text(), Bytes.EMPTY, files).tar();
  }

  private static void add(
      BundleFile file, FileKind kind, List<BundleFile> files, List<ListedFile> listed) {
    files.add(file);
    listed.add(ListedFile.of(file, kind));
  }

  /** Lets a car accept a bundle. */
  public static AcceptedBundle accept(PoliciesInForce policies, Bytes tar)
      throws BundleRefusedException {
    AcceptedBundle bundle = new Acceptance(RING, TRUSTING, policies).examine(tar, Instant.EPOCH);
    policies.add(bundle);
    return bundle;
  }

  private static Bytes catalog() throws IOException {
    try (var in = Catalog.class.getResourceAsStream("cn.yaml")) {
      return Bytes.of(in.readAllBytes());
    }
  }

  private static String pack(long sequence, String stages) {
    return HEAD
        + rule("test.control", "collect, offboard, store", "control.*")
        + rule("law-" + sequence, stages, SPEED);
  }

  private static String rule(String id, String stages, String categories) {
    return RULE.replace("RULE", id).replace("STAGES", stages).replace("CATEGORIES", categories);
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
