package dev.breakwater.cli.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.bundle.FileKind;
import dev.breakwater.policy.bundle.ListedFile;
import dev.breakwater.wire.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertifiedModelsTest {
  private static final Digest MODEL = Digest.of(new byte[] {1});
  private static final Digest CHECK = Digest.of(new byte[] {2});
  private static final Digest PASSED = Digest.of(new byte[] {3});

  private static ListedFile file(FileKind kind, String path) {
    return new ListedFile(path, kind, 100, PASSED);
  }

  private static ListedFile certificate(Digest model) {
    return file(FileKind.MODEL_CERTIFICATE, "certificates/" + model.hex() + ".json");
  }

  @Test
  void bundleWithoutCertificates_orNone_letsEveryModel() throws Exception {
    assertThat(CertifiedModels.require(List.of(), List.of(MODEL))).isEmpty();
    var others =
        List.of(file(FileKind.PACK, "packs/a.yaml"), file(FileKind.MODEL, "models/" + MODEL));
    assertThat(CertifiedModels.require(others, List.of(MODEL))).isEmpty();
  }

  @Test
  void everyModelWithACertificate_isNamedWithIt() throws Exception {
    assertThat(
            CertifiedModels.require(
                List.of(certificate(MODEL), certificate(CHECK)), List.of(MODEL, CHECK)))
        .containsEntry(MODEL, PASSED)
        .containsEntry(CHECK, PASSED);
  }

  @Test
  void modelWithoutACertificate_isRefusedWhereOthersHaveOne() {
    assertThatThrownBy(
            () -> CertifiedModels.require(List.of(certificate(MODEL)), List.of(MODEL, CHECK)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("The model " + CHECK.hex() + " has no certificate")
        .hasMessageContaining("certificates/" + CHECK.hex() + ".json");
  }
}
