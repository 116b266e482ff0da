package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.pack.PolicyPack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyBundleCommandTest {
  private static final String AT = "2026-11-26T00:00:00Z";

  private static final String PLAN =
      """
      plan: fast
      purpose: incident.review
      from: 2026-11-01T00:00:00Z
      to: 2026-12-01T00:00:00Z
      priority: incident
      when: Vehicle.Speed > 60.0
      before: 2
      after: 3
      signals:
        - path: Vehicle.Speed
      """;

  @TempDir private Path home;
  private Path folder;
  private Path bundle;
  private Path keys;

  @BeforeEach
  void layOutAFolderAndKeys() throws IOException {
    folder = home.resolve("law");
    Files.createDirectories(folder.resolve("packs"));
    builtIn(Catalog.class, "cn.yaml", folder.resolve("catalog.yaml"));
    builtIn(PolicyPack.class, "cn-auto.yaml", folder.resolve("packs/cn-auto.yaml"));
    bundle = home.resolve("law.tar");
    keygen("ed.key");
    keygen("sm2.key", "--sm2");
    keys = ring("keys.yaml", "ed.key");
  }

  @Test
  void create_folder_makesTheSameBytesEachTimeUnsigned() throws Exception {
    Result result = create();

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches(bundle + ": [0-9a-f]{64}, not signed yet\n");
    byte[] once = Files.readAllBytes(bundle);
    create();
    assertThat(Files.readAllBytes(bundle)).isEqualTo(once);
    assertThat(run("policy", "check", bundle.toString()).out())
        .startsWith(bundle + ": cn, ")
        .contains(result.out().replaceAll(".*: ([0-9a-f]+),.*\n", "$1"));
  }

  @Test
  void create_everyChinesePackBesideEachOther_isSound() throws Exception {
    for (String name : List.of("cn-border.yaml", "cn-survey.yaml", "cn-gbt32960.yaml")) {
      builtIn(PolicyPack.class, name, folder.resolve("packs").resolve(name));
    }

    Result result = create();

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void create_brokenPlan_isRefusedWithItsPlace() throws Exception {
    Path plans = Files.createDirectories(folder.resolve("plans"));
    Files.writeString(plans.resolve("fast.yaml"), PLAN.replace("60.0", "'fast'"));
    Result broken = create();
    Files.writeString(plans.resolve("fast.yaml"), PLAN);
    Result sound = create();

    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.err()).contains("plans/fast.yaml:6:21: ").contains("mistake of the plans");
    assertThat(sound.err()).isEmpty();
    assertThat(sound.exitCode()).isZero();
  }

  @Test
  void verify_bundleThatNobodySigned_isRefusedWithTheRemedy() throws Exception {
    create();

    Result result = verify(keys);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith(bundle + ": refused, no key of [test/ed.key+")
        .contains("\nHave it signed by a key of the newest bundle");
  }

  @Test
  void verify_signedBundle_saysWhenItComesIntoForce() throws Exception {
    create();
    Result signed = sign("ed.key");

    Result result = verify(keys);

    assertThat(signed.out()).startsWith(bundle + " is signed by test/ed.key+");
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith(
            bundle + ": accepted: cn, sequence number 7, in force from 2026-12-01T00:00:00Z, ");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void verify_ringWithAnSm2Key_needsBothSignatures() throws Exception {
    create();
    sign("ed.key");
    Path both = ring("both.yaml", "ed.key", "sm2.key");
    assertThat(verify(both).err()).contains("refused, no SM2 key of the ring signed");

    sign("sm2.key");
    sign("sm2.key");
    sign("ed.key");

    assertThat(verify(both).exitCode()).isZero();
    assertThat(run("policy", "bundle", "show", bundle.toString()).out().lines())
        .filteredOn(line -> line.startsWith("— "))
        .hasSize(2);
  }

  @Test
  void verify_afterTheKeyIsOutOfForce_isRefused() throws Exception {
    create();
    sign("ed.key");

    Result result =
        run(
            "policy",
            "bundle",
            "verify",
            bundle.toString(),
            "--keys",
            keys.toString(),
            "--at",
            "2027-01-01T00:00:00Z");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("the ED25519 key that signed is not in force at 2027-01-01");
  }

  @Test
  void verify_changedBundle_isRefused() throws Exception {
    create();
    sign("ed.key");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[512 + "bundle: 1\nid: c".length()] = 'x';
    Files.write(bundle, bytes);

    assertThat(verify(keys).err()).contains("refused, no valid signature of test/ed.key+");
  }

  @Test
  void create_brokenPack_namesEveryMistakeAndWritesNothing() throws Exception {
    Path pack = folder.resolve("packs/cn-auto.yaml");
    Files.writeString(pack, Files.readString(pack).replace("effect: permit", "effect: allow"));

    Result result = create();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith(folder + ": refused, packs/cn-auto.yaml:")
        .contains("'allow' is none of [permit, transform, deny]\n    effect: allow\n            ^");
    assertThat(bundle).doesNotExist();
    assertThat(names(home)).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void create_fileWithoutAPlaceOrAWrongName_saysWhereThingsBelong() throws Exception {
    Path stray = Files.writeString(folder.resolve("notes.txt"), "x");
    assertThat(create().err())
        .contains(stray + " has no place in a bundle. A bundle is made of catalog.yaml, packs/,");
    Files.delete(stray);

    Path named = Files.writeString(folder.resolve("packs/Other.yaml"), "x");
    assertThat(create().err()).contains(named + ": a path has at most 100 of");
    Files.delete(named);

    Files.delete(folder.resolve("catalog.yaml"));
    Result result = create();
    assertThat(result.err()).contains(folder.resolve("catalog.yaml") + " is not a file. Put the");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void sign_bundleWithAMistake_leavesItAsItIs() throws Exception {
    create();
    byte[] cut = Arrays.copyOf(Files.readAllBytes(bundle), 4096);
    Files.write(bundle, cut);

    Result result = sign("ed.key");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("refused, ").contains("it was cut short or changed");
    assertThat(Files.readAllBytes(bundle)).isEqualTo(cut);
  }

  @Test
  void sign_withoutAKeyFileOrWithAPublicKey_saysHowToMakeOne() throws Exception {
    create();

    assertThat(sign("none.key").err()).contains("none.key is no file. Make one with 'breakwater");
    assertThat(sign("ed.key.pub").err()).contains("a private key is PRIVATE+KEY+name");
  }

  @Test
  void verify_brokenFileOfKeys_namesThePlace() throws Exception {
    create();
    Path broken = Files.writeString(home.resolve("broken.yaml"), "keys:\n  - key: nobody\n");

    Result result = verify(broken);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(broken + ":2:10: a key is name+keyid+base64");
  }

  @Test
  void car_bundleInItsInbox_hasItInForceAndAfterARestart() throws Exception {
    create();
    sign("ed.key");
    Path car = home.resolve("policy");
    Files.createDirectories(car.resolve("inbox"));
    Files.copy(keys, car.resolve("keys.yaml"));
    Files.move(bundle, car.resolve("inbox/law.tar"));

    for (int start = 0; start < 2; start++) {
      try (var policies = CarPolicies.open(car, () -> Instant.parse(AT))) {
        Instant change = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(policies.inForce().bundleAt(change.minusMillis(1))).isEmpty();
        assertThat(policies.inForce().bundleAt(change).orElseThrow()).hasToString("cn 7");
      }
    }
    assertThat(names(car.resolve("inbox"))).isEmpty();
  }

  @Test
  void car_bundlePutThereWhileItDrives_comesIntoForceWithoutARestart() throws Exception {
    Path car = home.resolve("policy");
    Files.createDirectories(car.resolve("inbox"));
    Files.copy(keys, car.resolve("keys.yaml"));
    try (var policies = CarPolicies.open(car, () -> Instant.parse(AT))) {
      create();
      sign("ed.key");
      Files.move(bundle, car.resolve("inbox/law.tar"));

      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (policies.inForce().newest().isEmpty() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(policies.inForce().newest()).isPresent();
    }
  }

  @Test
  void car_withoutPinnedKeys_hasTheBuiltInPackUnlessItAcceptedBundles() throws Exception {
    Path car = home.resolve("policy");
    try (var policies = CarPolicies.open(car, () -> Instant.parse(AT))) {
      assertThat(policies.inForce().newest()).isEmpty();
    }
    Files.createDirectories(car.resolve("accepted"));

    assertThatThrownBy(() -> CarPolicies.open(car, () -> Instant.parse(AT)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageStartingWith(car.resolve("keys.yaml") + " is not a file.");
  }

  @Test
  void car_damagedAcceptedBundle_saysWhichAndWhatToDo() throws Exception {
    Path car = home.resolve("policy");
    Files.createDirectories(car.resolve("accepted"));
    Files.copy(keys, car.resolve("keys.yaml"));
    Path damaged = Files.writeString(car.resolve("accepted/000000000000000001@1.tar"), "x");

    assertThatThrownBy(() -> CarPolicies.open(car, () -> Instant.parse(AT)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageStartingWith(damaged + ": not the only ustar form of its files. Restore the");
  }

  private Result create() {
    return run(
        "policy",
        "bundle",
        "create",
        folder.toString(),
        "--out",
        bundle.toString(),
        "--id",
        "cn",
        "--sequence",
        "7",
        "--from",
        "2026-12-01T00:00:00Z",
        "--next-keys",
        keys.toString());
  }

  private Result sign(String key) {
    return run("policy", "sign", bundle.toString(), "--key", home.resolve(key).toString());
  }

  private Result verify(Path ring) {
    return run(
        "policy", "bundle", "verify", bundle.toString(), "--keys", ring.toString(), "--at", AT);
  }

  private void keygen(String name, String... more) {
    String file = home.resolve(name).toString();
    Stream<String> words = Stream.of("anonymize", "keygen", file, "--name", "test/" + name);
    Result result = run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  private Path ring(String name, String... keyNames) throws IOException {
    var text = new StringBuilder("keys:\n");
    for (String key : keyNames) {
      text.append("  - key: ").append(Files.readString(home.resolve(key + ".pub")));
      text.append("    from: 2026-01-01T00:00:00Z\n    to: 2027-01-01T00:00:00Z\n");
    }
    return Files.writeString(home.resolve(name), text);
  }

  private static void builtIn(Class<?> beside, String name, Path to) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      Files.write(to, in.readAllBytes());
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
