package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.checkpoint.SignerKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CloudExportCommandTest {
  private static final String PERMITS =
      """
      sequence: 1
      exporter: example-motors
      critical-operator: false
      zone: none
      groups: [{group: example, lead: example-motors, members: [example-motors]}]
      recipients: []
      approvals: []
      """;
  private static final String REQUEST =
      """
      recipient: example-gmbh
      purpose: warranty
      categories: [driver.behaviour]
      from: 2026-05-01T00:00:00Z
      to: 2026-06-01T00:00:00Z
      basis: contract
      """;

  @TempDir private Path folder;

  @BeforeEach
  void keys() throws Exception {
    SignerKey office = SignerKey.generate("office", new SecureRandom());
    Files.writeString(folder.resolve("office.key"), office.encode() + "\n");
    Files.createDirectories(folder.resolve("cloud"));
    Files.writeString(
        folder.resolve("cloud/policy-keys.yaml"),
        "keys: [{key: '%s', from: 2026-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z}]"
            .formatted(office.verifierKey()));
  }

  private Result export(String command, String file) throws Exception {
    return run("cloud", "export", command, file, "--data", folder.toString());
  }

  private String written(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void approve_paperOfTheOffice_isTakenOnce() throws Exception {
    String note = folder.resolve("permits.note").toString();
    String yaml = written("permits.yaml", PERMITS);
    String key = folder.resolve("office.key").toString();
    assertThat(run("cloud", "export", "sign", yaml, "--key", key, "-o", note).exitCode()).isZero();

    assertThat(export("approve", note).out()).contains("permits 1 are in force");
    Result again = export("approve", note);
    Result unsigned = export("approve", yaml);

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("the sequence number is 1, and 1 is kept");
    assertThat(unsigned.err()).contains("is refused", "no signed note");
  }

  @Test
  void request_filed_isListedAndBrokenOneIsNamed() throws Exception {
    assertThat(export("request", written("r.yaml", REQUEST)).out())
        .startsWith("request 1 is filed");
    Result broken = export("request", written("b.yaml", REQUEST.replace("contract", "maybe")));
    Result list = run("cloud", "export", "list", "--data", folder.toString());
    Result report = run("cloud", "export", "report", "--data", folder.toString());
    Result release =
        run("cloud", "export", "release", "1", "--approval", "X", "--data", folder.toString());

    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.err()).contains(":6:8: 'maybe' is none of");
    assertThat(list.out()).contains("[driver.behaviour] to example-gmbh for warranty, open");
    assertThat(report.out()).contains("persons, general information: 0");
    assertThat(release.exitCode()).isEqualTo(1);
    assertThat(release.err()).contains("No onshore side has run");
  }
}
