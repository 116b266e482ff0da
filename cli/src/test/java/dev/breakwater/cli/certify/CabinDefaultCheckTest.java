package dev.breakwater.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Cabin data is not collected by default (Auto Provisions Art. 6(2), CAAM item 2)")
class CabinDefaultCheckTest {
  private static Anonymizer anonymizer;

  @TempDir Path directory;

  @BeforeAll
  static void loadModel() throws Exception {
    anonymizer = new Anonymizer(NetworkDetector.open(ModelDescriptor.shipped()), Profile.files());
  }

  @AfterAll
  static void close() {
    anonymizer.close();
  }

  private CheckResult check(CabinDefaultCheck.Meanwhile meanwhile) throws Exception {
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));
    return new CabinDefaultCheck(directory, policies, anonymizer, InstantSource.system())
        .run(meanwhile);
  }

  @Test
  void freshCar_passesWithItsEvidence() throws Exception {
    CheckResult result = check(cabin -> {});

    assertThat(result.details()).noneMatch(detail -> detail.startsWith("NOT MET"));
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    assertThat(directory.resolve("inventory.json"))
        .content()
        .contains("driver-monitoring", "cabin.camera", "\"collected-by-default\" : false");
    assertThat(directory.resolve("decisions.json"))
        .content()
        .contains("REFUSED", "auto-6-2.cabin.collect");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void somebodyReadsASensor_fails() throws Exception {
    CheckResult result = check(CabinDefaultCheckTest::steal);

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.details())
        .anyMatch(detail -> detail.startsWith("NOT MET") && detail.contains("camera/000003.raw"));
  }

  private static void steal(Path cabin) throws IOException {
    assertThat(Files.readAllBytes(cabin.resolve("camera/000003.raw"))).isNotEmpty();
  }
}
