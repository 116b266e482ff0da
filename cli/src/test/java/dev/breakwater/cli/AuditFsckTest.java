package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.ingest.onshore.IcebergStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code audit fsck} and {@code audit open} answer where nothing can be checked. */
final class AuditFsckTest {
  @TempDir private Path data;

  private Result fsck() {
    return run("audit", "fsck", "--data", data.toString());
  }

  private void makeEmptyInstallation() throws Exception {
    Path cloud = data.resolve("cloud");
    SignerKey key = SignerKey.generate("log.example", new SecureRandom());
    try (var store = DirectoryLogStore.open(cloud.resolve("log"), cloud.resolve("log-state"))) {
      TransparencyLog.open(store, key, InstantSource.system());
    }
    try (var store = IcebergStore.open(cloud.resolve("store"))) {
      assertThat(store).isNotNull();
    }
    Files.createDirectories(data.resolve("trust"));
    PolicyFile.write(data.resolve("trust/log-policy"), key.verifierKey());
  }

  @Test
  void directory_withoutAStore_cannotBeChecked() {
    assertThat(fsck().exitCode()).isEqualTo(2);
    assertThat(fsck().err()).contains("has no store and no log");
  }

  @Test
  void installation_thatIsNew_isSound_andOneThatWasChangedIsNot() throws Exception {
    makeEmptyInstallation();
    assertThat(fsck().out()).contains("sound: 0 entries, 0 rows");
    assertThat(fsck().exitCode()).isZero();

    Files.writeString(data.resolve("cloud/log-state/staged/left"), "x");
    Result changed = fsck();
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.out()).contains("staged/left: is half done").contains("NOT sound");
  }

  @Test
  void timeAnchor_thatIsNone_isNamed() throws IOException {
    Path pack = Files.writeString(data.resolve("pack.zip"), "no pack");
    Path policy = data.resolve("policy");
    PolicyFile.write(policy, SignerKey.generate("log.example", new SecureRandom()).verifierKey());
    for (String anchor : new String[] {"policy", "missing.pem"}) {
      Result opened =
          run(
              "audit",
              "open",
              pack.toString(),
              "--policy",
              policy.toString(),
              "--time-anchor",
              data.resolve(anchor).toString());
      assertThat(opened.exitCode()).isEqualTo(2);
      assertThat(opened.err()).contains("holds no anchor");
    }
  }
}
