package dev.breakwater.cli.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.checkpoint.SignerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {
  private final SignerKey key = SignerKey.generate("example/releases", new SecureRandom());

  @TempDir Path folder;

  @BeforeEach
  void layOut() throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Files.writeString(folder.resolve("lib/agent.jar"), "code");
    Files.writeString(folder.resolve("agent"), "script");
  }

  private void refused(String why) {
    assertThatThrownBy(() -> Release.verify(folder, key.verifierKey()))
        .isInstanceOfSatisfying(
            Release.RefusedException.class,
            e -> assertThat(e).hasMessageContaining(why).hasNoCause());
  }

  @Test
  void signedRelease_isAsSigned() throws Exception {
    Release.sign(folder, key);

    assertThat(Release.verify(folder, key.verifierKey())).isEqualTo(2);
    assertThat(folder.resolve("release.note")).content().startsWith("breakwater release 1\n");
  }

  @Test
  void changedMissingOrAddedFile_isRefused() throws Exception {
    Release.sign(folder, key);
    Files.writeString(folder.resolve("lib/agent.jar"), "Code");
    refused("not as signed: ");

    Files.writeString(folder.resolve("lib/agent.jar"), "code");
    Files.writeString(folder.resolve("lib/more.jar"), "more");
    refused("not listed: ");

    Files.delete(folder.resolve("lib/more.jar"));
    Files.delete(folder.resolve("agent"));
    refused("not as signed: ");
  }

  @Test
  void linkInAReleaseFolder_isRefused() throws Exception {
    Release.sign(folder, key);
    Files.delete(folder.resolve("agent"));
    Files.createSymbolicLink(folder.resolve("agent"), Path.of("/bin/sh"));

    refused("not a plain file: agent");
  }

  @Test
  void unsigned_signedByAnother_orAnEditedList_isRefused() throws Exception {
    refused("release.note is missing");

    Release.sign(folder, SignerKey.generate("example/releases", new SecureRandom()));
    refused("release.note: ");

    Release.sign(folder, key);
    Path note = folder.resolve("release.note");
    Files.writeString(note, Files.readString(note).replace("  agent", "  agenT"));
    refused("release.note: ");
  }
}
