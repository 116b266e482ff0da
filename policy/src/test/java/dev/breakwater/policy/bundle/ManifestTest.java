package dev.breakwater.policy.bundle;

import static dev.breakwater.policy.bundle.TestBundle.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.policy.source.InvalidSourceException;
import org.junit.jupiter.api.Test;

class ManifestTest {
  @Test
  void read_whatTextWrote_isTheSame() throws Exception {
    Manifest manifest =
        TestBundle.of(7, "2026-12-01T00:00:00Z")
            .until("2027-12-01T00:00:00Z")
            .next(key("ed.2"), key("sm.2"))
            .manifest();

    assertThat(Manifest.read(manifest.text(), TestBundle.SCHEME)).isEqualTo(manifest);
  }

  @Test
  void read_manyMistakes_namesEachAtItsPlace() {
    String text =
        """
        bundle: 2
        id: Test
        sequence: 0
        from: 2026-12-01
        keys:
          - key: nobody
            from: 2026-01-01T00:00:00Z
            to: 2026-01-01T00:00:00Z
          - key: xx.1+00000000+KEY=
            from: 2026-01-01T00:00:00Z
        files:
          - path: ../catalog.yaml
            kind: catalogue
            size: -1
            digest: abc
          - path: manifest
            kind: pack
            size: 1
            digest: abc
            mode: 7
        """;

    var e =
        catchThrowableOfType(
            InvalidSourceException.class,
            () -> Manifest.read(NamedKeys.utf8(text), TestBundle.SCHEME));

    assertThat(e.problems().stream().map(each -> each.line() + ": " + each.text()))
        .containsExactly(
            "1: the format is 2, and only 1 is known",
            "2: an id has 1 to 64 of a-z 0-9 . -",
            "3: a sequence number, 1 or higher, is expected here",
            "4: an instant in UTC, e.g. 2026-01-31T16:00:00Z, is expected here",
            "8: 'to' must be later than 'from'",
            "6: a key is name+keyid+base64, and its name has only letters, digits and . _ / -",
            "9: the field 'to' is missing",
            "9: 'xx.1+00000000+KEY=' is of no known algorithm",
            "12: a path has at most 100 of a-z 0-9 . _ - and /, and no part begins with a dot",
            "13: 'catalogue' is none of [catalog, pack, collection-plan, model, model-certificate]",
            "14: a number of bytes is expected here",
            "15: 64 hexadecimal digits are expected here",
            "20: unknown field 'mode'",
            "16: 'manifest' is not listed",
            "19: 64 hexadecimal digits are expected here");
  }

  @Test
  void read_noCatalogOrAPathTwice_isRefused() {
    String text = NamedKeys.text(TestBundle.of(1, "2026-12-01T00:00:00Z").manifest().text());

    assertThat(problems(text.replace("kind: catalog", "kind: model")))
        .isEqualTo("one catalog and at least one pack are expected");
    assertThat(problems(text.replace("path: packs/test.yaml", "path: catalog.yaml")))
        .isEqualTo("a path is there twice");
  }

  @Test
  void read_ringWithoutAnEd25519KeyOrWithAKeyTwice_isRefused() {
    String text = NamedKeys.text(TestBundle.of(1, "2026-12-01T00:00:00Z").manifest().text());
    String key = text.substring(text.indexOf("  - key:"), text.indexOf("files:"));

    assertThat(problems(text.replace("ed.1", "sm.1")))
        .isEqualTo("at least one Ed25519 key is expected");
    assertThat(problems(text.replace(key, key + key)))
        .isEqualTo("at most 16 keys are expected, none twice");
    assertThat(problems(text.replace(key, key.repeat(17))))
        .isEqualTo("17 elements; the limit is 16");
  }

  @Test
  void load_fileOfPinnedKeys_isARing() throws Exception {
    String text =
        """
        keys:
          - key: ed.1+00000000+KEY=
            from: 2026-01-01T00:00:00Z
            to: 2027-01-01T00:00:00Z
        """;

    assertThat(KeyRing.load(NamedKeys.utf8(text), "keys.yaml", TestBundle.SCHEME))
        .isEqualTo(TestBundle.ring(key("ed.1")));
  }

  private static String problems(String text) {
    var e =
        catchThrowableOfType(
            InvalidSourceException.class,
            () -> Manifest.read(NamedKeys.utf8(text), TestBundle.SCHEME));
    return e.problems().get(0).text();
  }
}
