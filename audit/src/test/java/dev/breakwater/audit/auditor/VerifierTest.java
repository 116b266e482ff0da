package dev.breakwater.audit.auditor;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static dev.breakwater.audit.log.LogFixture.policy;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.VerifyReport.Broken;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
  /** 2 full bundles and one of 88, so every kind of file is there. */
  private static final int SIZE = 600;

  @TempDir private Path directory;
  private Path published;

  @BeforeEach
  void writeALog() throws Exception {
    published = directory.resolve("log");
    append(SIZE);
  }

  @Test
  void verify_soundLog_isVerified() throws IOException {
    VerifyReport report = verifier().verify(policy());

    assertThat(report).isInstanceOf(VerifyReport.Verified.class);
    assertThat(report.exitCode()).isZero();
    assertThat(size(report)).isEqualTo(SIZE);
  }

  @Test
  void verifyIntegrity_soundLog_isIntegrityOnly() throws IOException {
    VerifyReport report = verifier().verifyIntegrity();

    assertThat(report).isInstanceOf(VerifyReport.IntegrityOnly.class);
    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(size(report)).isEqualTo(SIZE);
  }

  @ParameterizedTest
  @CsvSource({
    "checkpoint, 3, -1",
    "checkpoint, 30, -1",
    "checkpoint, 140, -1",
    "tile/0/000, 5472, 171",
    "tile/0/001, 0, 256",
    "tile/0/002.p/88, 2815, 599",
    "tile/1/000.p/2, 40, 256",
    "tile/entries/000, 200, 0",
    "tile/entries/001, 64000, 486",
    "tile/entries/002.p/88, 90, 512",
  })
  void verify_oneFlippedByte_namesFileAndIndex(String file, int at, long index) throws IOException {
    flip(published.resolve(file), at);

    Broken broken = broken(verifier().verify(policy()));

    assertThat(broken.file()).isEqualTo(file);
    assertThat(broken.index()).isEqualTo(index);
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.remedy()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void verify_randomSingleChange_isFoundInItsFile(long seed) throws IOException {
    var random = new Random(seed);
    List<String> files = files();
    for (int i = 0; i < 60; i++) {
      String file = files.get(random.nextInt(files.size()));
      byte[] good = Files.readAllBytes(published.resolve(file));
      Files.write(published.resolve(file), changed(good, random));

      Broken broken = broken(verifier().verify(policy()));

      assertThat(broken.file()).as("seed %d, change %d", seed, i).isEqualTo(file);
      Files.write(published.resolve(file), good);
    }
  }

  @Test
  void verify_leafChangedWithItsTile_namesTheTile() throws Exception {
    // A leaf and its hash are exchanged together: no hash above fits any more.
    Tile bundle = Tile.at(Tile.ENTRIES, 0, SIZE);
    List<Bytes> entries = new ArrayList<>(EntryBundle.decode(read(bundle), 256));
    Leaf leaf = Leaf.decode(entries.get(9));
    entries.set(9, new Leaf(9, leaves(10, 11).get(0)).encode());
    assertThat(leaf.sequence()).isEqualTo(9);
    write(bundle, EntryBundle.encode(entries));
    List<Digest> hashes = entries.stream().map(TreeHash::leaf).toList();
    write(new Tile(0, 0, 256), Tile.encode(hashes));

    Broken broken = broken(verifier().verify(policy()));

    assertThat(broken.file()).isEqualTo("tile/1/000.p/2");
    assertThat(broken.index()).isZero();
  }

  @Test
  void verify_wholeLogForgedWithANewKey_isBrokenButHasIntegrity() throws Exception {
    SignerKey forger = SignerKey.generate(KEY.name(), new SecureRandom());
    Path forged = directory.resolve("forged");
    try (var store = DirectoryLogStore.open(forged, directory.resolve("forged-state"))) {
      TransparencyLog.open(store, forger, InstantSource.fixed(NOW))
          .append(leaves(5, 25), Bytes.EMPTY);
    }
    var verifier = new Verifier(new DirectorySource(forged), Duration.ZERO);

    assertThat(broken(verifier.verify(policy())).file()).isEqualTo("checkpoint");
    assertThat(verifier.verifyIntegrity().exitCode()).isEqualTo(3);
  }

  @Test
  void verify_leavesInAnotherOrder_namesTheFirst() throws Exception {
    Path other = directory.resolve("other");
    Bytes wrong = new Leaf(1, leaves(0, 1).get(0)).encode();
    Files.createDirectories(other.resolve("tile/entries/000.p"));
    Files.createDirectories(other.resolve("tile/0/000.p"));
    Digest root = TreeHash.leaf(wrong);
    Files.write(
        other.resolve("tile/entries/000.p/1"), EntryBundle.encode(List.of(wrong)).toArray());
    Files.write(other.resolve("tile/0/000.p/1"), root.value().toArray());
    String text = new Checkpoint(KEY.name(), 1, root).text();
    Files.write(other.resolve("checkpoint"), KEY.sign(text).encode().toArray());

    Broken broken =
        broken(new Verifier(new DirectorySource(other), Duration.ZERO).verify(policy()));

    assertThat(broken.index()).isZero();
    assertThat(broken.what()).contains("says that it is entry 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes.txt",
        "checkpoint.bak",
        "tile/0/003",
        "tile/0/002.p/89",
        "tile/2/000.p/1",
        "tile/entries/002",
        "tile/entries/x000/000",
      })
  void verify_fileThatDoesNotBelong_isNamed(String file) throws IOException {
    Files.createDirectories(published.resolve(file).toAbsolutePath().resolve("..").normalize());
    Files.write(published.resolve(file), new byte[32]);

    assertThat(broken(verifier().verify(policy())).file()).isEqualTo(file);
  }

  @Test
  void verify_symbolicLink_isNamed() throws IOException {
    Files.createSymbolicLink(published.resolve("link"), published.resolve("checkpoint"));

    assertThat(broken(verifier().verify(policy())).file()).isEqualTo("link");
  }

  @Test
  void verify_missingFile_isNamed() throws IOException {
    for (String file : files()) {
      byte[] good = Files.readAllBytes(published.resolve(file));
      Files.delete(published.resolve(file));
      Broken broken = broken(verifier().verify(policy()));
      assertThat(broken.file()).isEqualTo(file);
      assertThat(broken.what()).isEqualTo("is missing");
      Files.write(published.resolve(file), good);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tile/0/002.p/88, tile/0/002.p/2, 64",
    "tile/1/000.p/2, tile/1/000.p/1, 32",
    "tile/entries/001, tile/entries/001.p/1, 277",
  })
  void verify_supersededPartialTile_mustBeHowTheWiderOneBegins(
      String wide, String narrow, int length) throws IOException {
    byte[] content = Files.readAllBytes(published.resolve(wide));
    Path file = published.resolve(narrow);
    Files.createDirectories(published.resolve(narrow.substring(0, narrow.lastIndexOf('/'))));
    Files.write(file, Arrays.copyOf(content, length));
    assertThat(verifier().verify(policy()).exitCode()).isZero();

    for (int wrong : new int[] {0, length - 1, length + 1, content.length}) {
      Files.write(file, Arrays.copyOf(content, wrong));
      assertThat(broken(verifier().verify(policy())).file()).isEqualTo(narrow);
    }
    Files.write(file, Arrays.copyOf(content, length));
    flip(file, length - 1);
    assertThat(broken(verifier().verify(policy())).file()).isEqualTo(narrow);
  }

  @Test
  void verify_emptyDirectory_missesTheCheckpoint() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));

    Broken broken =
        broken(new Verifier(new DirectorySource(empty), Duration.ZERO).verifyIntegrity());

    assertThat(broken.file()).isEqualTo("checkpoint");
  }

  @Test
  void verify_checkpointOfAHugeTree_endsAtTheFirstMissingFile() throws IOException {
    String text = new Checkpoint(KEY.name(), 999_999_999_999_999_999L, Digest.ZERO).text();
    Files.write(published.resolve("checkpoint"), KEY.sign(text).encode().toArray());

    assertThat(broken(verifier().verify(policy())).file()).isEqualTo("tile/entries/002");
  }

  @Test
  void verify_hugeFile_isNotReadToItsEnd() throws IOException {
    try (var file = Files.newByteChannel(published.resolve("checkpoint"), WRITE)) {
      file.position(1L << 32);
      file.write(Bytes.of(new byte[1]).asBuffer());
    }

    assertThat(broken(verifier().verify(policy())).what()).contains("more than");
  }

  @Test
  void verify_writerPublishesMeanwhile_looksAgain() throws Exception {
    var source = new DirectorySource(published);
    LogSource busy =
        new LogSource() {
          private int reads;

          @Override
          public Optional<Bytes> read(String path, int maxBytes) throws IOException {
            var content = source.read(path, maxBytes);
            if (reads++ == 0) {
              appendQuietly();
            }
            return content;
          }

          @Override
          public Optional<List<String>> list() throws IOException {
            return source.list();
          }
        };

    VerifyReport report = new Verifier(busy, Duration.ZERO).verify(policy());

    assertThat(size(report)).isEqualTo(SIZE + 300);
  }

  private void appendQuietly() {
    try {
      append(300);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void append(int count) throws Exception {
    try (var store = DirectoryLogStore.open(published, directory.resolve("state"))) {
      TransparencyLog log = TransparencyLog.open(store, KEY, InstantSource.fixed(NOW));
      log.append(leaves(log.head().size(), log.head().size() + count), bytes("offsets"));
    }
  }

  private Verifier verifier() {
    return new Verifier(new DirectorySource(published), Duration.ZERO);
  }

  private List<String> files() throws IOException {
    return new DirectorySource(published).list().orElseThrow().stream().sorted().toList();
  }

  private Bytes read(Tile tile) throws IOException {
    return Bytes.of(Files.readAllBytes(published.resolve(tile.path())));
  }

  private void write(Tile tile, Bytes content) throws IOException {
    Files.write(published.resolve(tile.path()), content.toArray());
  }

  /** Changes one byte, cuts the end off, or adds a byte. */
  private static byte[] changed(byte[] content, Random random) {
    byte[] changed = content.clone();
    switch (random.nextInt(4)) {
      case 0 -> changed = Arrays.copyOf(content, random.nextInt(content.length));
      case 1 -> changed = Arrays.copyOf(content, content.length + 1);
      default -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[at] ^= 1;
    Files.write(file, content);
  }

  private static long size(VerifyReport report) {
    return report.match(v -> v.checkpoint().size(), i -> i.checkpoint().size(), b -> -1L);
  }

  private static Broken broken(VerifyReport report) {
    assertThat(report).isInstanceOf(Broken.class);
    return (Broken) report;
  }
}
