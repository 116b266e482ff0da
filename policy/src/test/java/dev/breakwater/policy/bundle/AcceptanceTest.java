package dev.breakwater.policy.bundle;

import static dev.breakwater.policy.bundle.TestBundle.key;
import static dev.breakwater.policy.bundle.TestBundle.ring;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
  private static final String DECEMBER = "2026-12-01T00:00:00Z";
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
  private static final Period SPENT =
      new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-11-26T00:00:00Z"));

  private static final BundleFile PLAN =
      new BundleFile("plans/braking.yaml", NamedKeys.utf8("plan: braking"));

  private final PoliciesInForce policies =
      new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));

  @Test
  void examine_bundleOfAPinnedKey_isAcceptedAndNamedByItsManifest() throws Exception {
    TestBundle made = TestBundle.of(1, DECEMBER);

    AcceptedBundle bundle = examine(ring(key("ed.1")), made);

    assertThat(bundle.manifest()).isEqualTo(made.manifest());
    assertThat(bundle.digest()).isEqualTo(made.bundle().digest());
    assertThat(bundle.acceptedAt()).isEqualTo(NOW);
    assertThat(policies.newest()).isEmpty();
  }

  @Test
  void examine_signatureOfAnotherManifest_isRefused() {
    TestBundle made = TestBundle.of(1, DECEMBER);
    Bundle moved = made.bundle().signedWith(TestBundle.of(2, DECEMBER).bundle().signatures());

    assertRefused(ring(key("ed.1")), moved.tar(), Refusal.WRONG_SIGNATURE, "no valid signature of");
  }

  @Test
  void examine_nobodySigned_isRefusedAsOfNoKnownKey() {
    TestBundle made = TestBundle.of(1, DECEMBER).signedBy();

    assertRefused(ring(key("ed.1")), made.tar(), Refusal.UNKNOWN_KEY, "no key of [ed.1+");
  }

  @Test
  void examine_strangerSigned_isRefused() {
    TestBundle made = TestBundle.of(1, DECEMBER).signedBy("ed.stranger");

    assertRefused(ring(key("ed.1")), made.tar(), Refusal.UNKNOWN_KEY, "no key of [ed.1+");
  }

  @Test
  void examine_keyThatIsNoMoreInForce_isRefused() {
    TestBundle made = TestBundle.of(1, DECEMBER);

    assertRefused(
        ring(key("ed.1", SPENT), key("ed.2")),
        made.tar(),
        Refusal.KEY_NOT_IN_FORCE,
        "the ED25519 key that signed is not in force at 2026-11-26T00:00:00Z");
  }

  @Test
  void examine_keyThatIsNotYetInForce_isRefused() {
    var later = new Period(NOW.plusSeconds(1), NOW.plusSeconds(2));

    assertRefused(
        ring(key("ed.1", later)),
        TestBundle.of(1, DECEMBER).tar(),
        Refusal.KEY_NOT_IN_FORCE,
        "is not in force at");
  }

  @Test
  void examine_spentKeyBesideOneInForce_isAccepted() throws Exception {
    TestBundle made = TestBundle.of(1, DECEMBER).signedBy("ed.1", "ed.2");

    assertThat(examine(ring(key("ed.1", SPENT), key("ed.2")), made)).isNotNull();
  }

  @Test
  void examine_sm2KeyInTheRing_demandsBothSignatures() throws Exception {
    KeyRing both = ring(key("ed.1"), key("sm.1"));
    TestBundle made = TestBundle.of(1, DECEMBER);

    assertThat(examine(both, made.signedBy("ed.1", "sm.1"))).isNotNull();
    assertRefused(both, made.tar(), Refusal.SIGNATURE_MISSING, "no SM2 key of the ring signed");
    assertRefused(
        both,
        made.signedBy("sm.1").tar(),
        Refusal.SIGNATURE_MISSING,
        "no ED25519 key of the ring signed");
  }

  @Test
  void examine_sm2KeyThatIsNoMoreInForce_isDemandedAllTheSame() {
    KeyRing both = ring(key("ed.1"), key("sm.1", SPENT));
    TestBundle made = TestBundle.of(1, DECEMBER);

    assertRefused(both, made.tar(), Refusal.SIGNATURE_MISSING, "no SM2 key of the ring signed");
    assertRefused(
        both, made.signedBy("ed.1", "sm.1").tar(), Refusal.KEY_NOT_IN_FORCE, "the SM2 key");
  }

  @Test
  void examine_keyRolledOver_isJudgedByTheRingOfTheNewestBundle() throws Exception {
    KeyRing pinned = ring(key("ed.1"));
    policies.add(examine(pinned, TestBundle.of(1, DECEMBER).next(key("ed.2"))));
    TestBundle made = TestBundle.of(2, DECEMBER).next(key("ed.3"));

    assertRefused(pinned, made.tar(), Refusal.UNKNOWN_KEY, "no key of [ed.2+");
    assertThat(examine(pinned, made.signedBy("ed.2"))).isNotNull();
  }

  @Test
  void examine_sequenceNumberNotHigher_isRefused() throws Exception {
    KeyRing pinned = ring(key("ed.1"));
    policies.add(examine(pinned, TestBundle.of(7, DECEMBER)));

    for (long sequence : new long[] {1, 6, 7}) {
      assertRefused(
          pinned,
          TestBundle.of(sequence, DECEMBER).tar(),
          Refusal.SEQUENCE_NOT_HIGHER,
          "the sequence number is " + sequence + ", and 7 is accepted");
    }
  }

  @Test
  void examine_unknownFieldInTheManifest_isRefusedWithItsPlace() {
    TestBundle made = TestBundle.of(1, DECEMBER);
    String text = NamedKeys.text(made.manifest().text()) + "colour: red\n";

    assertRefused(
        ring(key("ed.1")),
        made.signed(NamedKeys.utf8(text), made.files()).tar(),
        Refusal.BROKEN_MANIFEST,
        "manifest:18:1: unknown field 'colour'");
  }

  @Test
  void examine_fileThatIsNotListed_isRefused() {
    TestBundle made = TestBundle.of(1, DECEMBER);
    List<BundleFile> more = new ArrayList<>(made.files());
    more.add(new BundleFile("plans/spy.yaml", Bytes.EMPTY));

    assertRefused(
        ring(key("ed.1")),
        made.signed(made.manifest().text(), more).tar(),
        Refusal.UNLISTED_FILE,
        "not in the manifest: plans/spy.yaml");
  }

  @Test
  void examine_listedFileThatIsMissing_isRefused() {
    TestBundle made = TestBundle.of(1, DECEMBER);

    assertRefused(
        ring(key("ed.1")),
        made.signed(made.manifest().text(), made.files().subList(0, 1)).tar(),
        Refusal.MISSING_FILE,
        "not there: packs/test.yaml");
  }

  @Test
  void examine_filesInAnotherOrder_isRefused() {
    TestBundle made = TestBundle.of(1, DECEMBER);
    List<BundleFile> turned = List.of(made.files().get(1), made.files().get(0));

    assertRefused(
        ring(key("ed.1")),
        made.signed(made.manifest().text(), turned).tar(),
        Refusal.NOT_A_BUNDLE,
        "the files are not in the order of the manifest");
  }

  @Test
  void examine_fileWithAnotherContent_isRefused() {
    TestBundle made = TestBundle.of(1, DECEMBER);
    List<BundleFile> changed = made.withPack(made.pack().replace("data.a", "data.b")).files();

    assertRefused(
        ring(key("ed.1")),
        made.signed(made.manifest().text(), changed).tar(),
        Refusal.DIGEST_MISMATCH,
        "not as the manifest says: packs/test.yaml");
  }

  @Test
  void examine_brokenPack_isRefusedWithEveryMistake() {
    TestBundle made = TestBundle.of(1, DECEMBER);
    String pack = made.pack().replace("permit", "allow").replace("data.a", "data.x");

    var e =
        assertRefused(
            ring(key("ed.1")),
            made.withPack(pack).tar(),
            Refusal.BROKEN_PACK,
            "packs/test.yaml:15:13: 'allow' is none of");
    assertThat(e).hasMessageContaining("packs/test.yaml:22:18: 'data.x' matches no category");
  }

  @Test
  void examine_packThatForbidsToTellOfALoss_isRefused() {
    TestBundle made = TestBundle.of(1, DECEMBER);

    assertRefused(
        ring(key("ed.1")),
        made.withPack(made.pack().replace("[control.*]", "[control.stayed]")).tar(),
        Refusal.UNACCOUNTABLE,
        "control.tombstone is not permitted at the stage COLLECT");
  }

  @Test
  void examine_plans_areHandedOutAsTheyAre() throws Exception {
    AcceptedBundle bundle =
        new Acceptance(ring(key("ed.1")), TestBundle.SCHEME, policies)
            .examine(withPlan(TestBundle.of(1, DECEMBER), "control.plan"), NOW);

    assertThat(bundle.plans()).containsExactly(PLAN);
  }

  @Test
  void examine_plansWhoseRulingsMayNotBeTold_areRefused() {
    assertRefused(
        ring(key("ed.1")),
        withPlan(TestBundle.of(1, DECEMBER), "control.other"),
        Refusal.UNACCOUNTABLE,
        "control.plan is not permitted at the stage COLLECT");
  }

  /**
   * @param category that the catalog has for the rulings about plans
   */
  private static Bytes withPlan(TestBundle made, String category) {
    var catalog = made.files().get(0);
    String text = new String(catalog.content().toArray(), UTF_8);
    List<BundleFile> files = new ArrayList<>(made.files());
    Bytes renamed = NamedKeys.utf8(text.replace("control.plan", category));
    files.set(0, new BundleFile(catalog.path(), renamed));
    files.add(PLAN);
    List<FileKind> kinds = List.of(FileKind.CATALOG, FileKind.PACK, FileKind.COLLECTION_PLAN);
    List<ListedFile> listed = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      listed.add(ListedFile.of(files.get(i), kinds.get(i)));
    }
    Manifest of = made.manifest();
    var manifest = new Manifest(of.id(), of.sequence(), of.inForce(), of.keys(), listed);
    return made.signed(manifest.text(), files).tar();
  }

  @Test
  void examine_bytesThatAreNoBundle_areRefused() {
    assertRefused(ring(key("ed.1")), Bytes.EMPTY, Refusal.NOT_A_BUNDLE, "not the only ustar form");
    assertRefused(
        ring(key("ed.1")),
        Tar.write(List.of(new BundleFile("manifest", Bytes.EMPTY))),
        Refusal.NOT_A_BUNDLE,
        "a bundle begins with 'manifest' and 'signatures'");
  }

  @Test
  void remedy_everyRefusal_isASentence() {
    for (Refusal refusal : Refusal.values()) {
      assertThat(refusal.remedy()).matches("[A-Z].+\\.");
    }
  }

  private AcceptedBundle examine(KeyRing pinned, TestBundle made) throws BundleRefusedException {
    return new Acceptance(pinned, TestBundle.SCHEME, policies).examine(made.tar(), NOW);
  }

  private BundleRefusedException assertRefused(
      KeyRing pinned, Bytes tar, Refusal refusal, String problem) {
    var acceptance = new Acceptance(pinned, TestBundle.SCHEME, policies);
    var before = policies.newest();
    var e = catchThrowableOfType(BundleRefusedException.class, () -> acceptance.examine(tar, NOW));
    assertThat(e.refusal()).isEqualTo(refusal);
    assertThat(e).hasMessageContaining(problem);
    assertThat(policies.newest()).isEqualTo(before);
    return e;
  }
}
