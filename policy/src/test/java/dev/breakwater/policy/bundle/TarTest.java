package dev.breakwater.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTest {
  private static final List<BundleFile> FILES =
      List.of(
          new BundleFile("manifest", NamedKeys.utf8("bundle: 1\n")),
          new BundleFile("signatures", Bytes.EMPTY),
          new BundleFile("packs/a.yaml", NamedKeys.utf8("x".repeat(512))),
          new BundleFile("packs/b.yaml", NamedKeys.utf8("x".repeat(513))));

  @TempDir private Path folder;

  @Test
  void read_whatWasWritten_isTheSameFilesInTheSameOrder() throws Exception {
    assertThat(Tar.read(Tar.write(FILES))).isEqualTo(FILES);
  }

  @Test
  @DisplayName("POSIX.1-1988: other programs read the archive")
  void write_files_areReadByTheTarOfTheSystem() throws Exception {
    Path tar = Files.write(folder.resolve("bundle.tar"), Tar.write(FILES).toArray());

    assertThat(output("tar", "-tf", tar.toString()))
        .isEqualTo("manifest\nsignatures\npacks/a.yaml\npacks/b.yaml\n");
    assertThat(output("tar", "-xOf", tar.toString(), "manifest")).isEqualTo("bundle: 1\n");
  }

  private static String output(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var out = new ByteArrayOutputStream();
    process.getInputStream().transferTo(out);
    assertThat(process.waitFor()).isZero();
    return NamedKeys.text(Bytes.of(out.toByteArray()));
  }

  @Test
  void read_anyOtherByteOutsideTheContents_isRefused() {
    List<BundleFile> one = FILES.subList(0, 1);
    byte[] tar = Tar.write(one).toArray();
    int content = 512 + one.get(0).content().length();
    for (int at = 100; at < tar.length; at += at == 511 ? content - 511 : 1) {
      byte[] other = tar.clone();
      other[at] ^= 1;
      assertRefused(Bytes.of(other));
    }
  }

  @Test
  void read_anyPartOfAnArchive_isRefused() {
    Bytes tar = Tar.write(FILES);
    for (int length = 0; length < tar.length(); length += 13) {
      assertRefused(tar.slice(0, length));
    }
  }

  @Test
  void read_bytesAfterTheEnd_areRefused() {
    byte[] tar = Tar.write(FILES).toArray();

    assertRefused(Bytes.of(Arrays.copyOf(tar, tar.length + 512)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a",
        "/a",
        "a/../b",
        "a//b",
        "a/",
        ".a",
        "A",
        "a b",
        "",
        "a/b/c/d/e/f",
        "a\u0000b"
      })
  void file_nameThatLeavesItsFolderOrIsNoPlainName_isRefused(String path) {
    assertThatThrownBy(() -> new BundleFile(path, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a path has at most 100 of a-z");
  }

  @Test
  void read_nameThatLeavesItsFolder_isRefused() {
    byte[] tar = Tar.write(FILES.subList(0, 1)).toArray();
    byte[] name = "../ifest".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, tar, 0, name.length);

    assertThat(assertRefused(Bytes.of(tar))).contains("a name that no bundle has");
  }

  @Test
  void file_longestName_isTakenAndALongerOneIsNot() throws Exception {
    var longest = new BundleFile("a".repeat(100), Bytes.EMPTY);

    assertThat(Tar.read(Tar.write(List.of(longest)))).containsExactly(longest);
    assertThatThrownBy(() -> new BundleFile("a".repeat(101), Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void write_moreFilesThanTheLimit_isRefused() {
    var file = new BundleFile("a", Bytes.EMPTY);

    assertThat(Tar.write(Collections.nCopies(Tar.MAX_FILES, file))).isNotNull();
    assertThatThrownBy(() -> Tar.write(Collections.nCopies(Tar.MAX_FILES + 1, file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a bundle has at most 67108864 bytes and 256 files");
  }

  @Test
  void read_moreBytesThanTheLimit_isRefusedUnread() {
    assertThat(assertRefused(Bytes.of(new byte[Tar.MAX_BYTES + 1])))
        .isEqualTo("67108865 bytes; the limit is 67108864");
  }

  private static String assertRefused(Bytes tar) {
    var e = catchThrowableOfType(BundleRefusedException.class, () -> Tar.read(tar));
    assertThat(e.refusal()).isEqualTo(Refusal.NOT_A_BUNDLE);
    return String.valueOf(e.getMessage());
  }
}
