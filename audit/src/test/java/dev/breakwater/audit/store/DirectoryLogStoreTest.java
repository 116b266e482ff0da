package dev.breakwater.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLogStoreTest {
  private static final Bytes ONE = Bytes.of(new byte[] {1});
  private static final Bytes TWO = Bytes.of(new byte[] {2, 2});

  @TempDir private Path directory;
  private DirectoryLogStore store;

  @BeforeEach
  void open() throws IOException {
    store = DirectoryLogStore.open(directory.resolve("log"), directory.resolve("state"));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    assertThat(directory.resolve("state/unfinished")).isEmptyDirectory();
  }

  @Test
  void write_file_isReadBackAndReplaced() throws IOException {
    store.write("tile/0/x001/000", ONE);
    store.write("tile/0/x001/000", TWO);

    assertThat(store.read("tile/0/x001/000")).contains(TWO);
    assertThat(store.read("tile/0/x001/001")).isEmpty();
    assertThat(directory.resolve("log/tile/0/x001/000")).hasBinaryContent(TWO.toArray());
  }

  @Test
  void delete_lastPartialTile_removesItsDirectory() throws IOException {
    store.write("tile/0/000.p/1", ONE);
    store.write("tile/0/000.p/2", TWO);

    store.delete("tile/0/000.p/1");
    assertThat(store.read("tile/0/000.p/2")).contains(TWO);
    store.delete("tile/0/000.p/2");
    store.delete("tile/0/000.p/2");
    assertThat(directory.resolve("log/tile/0")).isEmptyDirectory();
  }

  @Test
  void compareAndSetHead_otherHead_leavesIt() throws IOException {
    assertThat(store.head()).isEqualTo(Bytes.EMPTY);
    assertThat(store.compareAndSetHead(ONE, TWO)).isFalse();
    assertThat(store.compareAndSetHead(Bytes.EMPTY, ONE)).isTrue();
    assertThat(store.compareAndSetHead(Bytes.EMPTY, TWO)).isFalse();
    assertThat(store.head()).isEqualTo(ONE);
  }

  @Test
  void staged_append_isKeptUntilDiscarded() throws IOException {
    store.stage(Digest.ZERO, TWO);
    reopen();
    assertThat(store.staged(Digest.ZERO)).contains(TWO);
    store.discardStaged();
    assertThat(store.staged(Digest.ZERO)).isEmpty();
  }

  @Test
  void published_directory_hasNoHeadAndNoStagedAppend() throws IOException {
    store.stage(Digest.ZERO, TWO);
    store.compareAndSetHead(Bytes.EMPTY, ONE);

    assertThat(directory.resolve("log")).isEmptyDirectory();
  }

  @Test
  void open_secondTime_isRefusedUntilTheFirstIsClosed() throws IOException {
    assertThatThrownBy(
            () -> DirectoryLogStore.open(directory.resolve("log"), directory.resolve("state")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("open already");
    reopen();
  }

  @Test
  void open_afterACrashInAWrite_removesTheUnfinishedFile() throws IOException {
    store.close();
    Files.writeString(directory.resolve("state/unfinished/published"), "half");
    open();
    assertThat(directory.resolve("state/unfinished")).isEmptyDirectory();
  }

  @Test
  void open_stateInsideThePublicDirectory_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DirectoryLogStore.open(directory, directory.resolve("state")));
  }

  @Test
  void write_pathOutsideTheLog_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> store.write("../state/head", ONE));
  }

  private void reopen() throws IOException {
    store.close();
    open();
  }
}
