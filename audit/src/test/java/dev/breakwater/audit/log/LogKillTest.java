package dev.breakwater.audit.log;

import static dev.breakwater.audit.log.LogFixture.bytes;
import static dev.breakwater.audit.log.LogFixture.commitment;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.DirectorySource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.fsck.LogFsck;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.proof.TileTree;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.wire.Bytes;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that appends is killed with SIGKILL at random points, again and again, on a real disk:
 * what it had acknowledged is there, no index twice, every checkpoint extends the one before, and
 * what was cut off is finished or never happened.
 */
class LogKillTest {
  private static final int KILLS = 3;
  private static final int MANY_KILLS = 200;
  private static final int LONGEST_MILLIS = 400;

  /** Then another log is begun, so that checking the whole does not take ever longer. */
  private static final int KILLS_OF_ONE_LOG = 20;

  @TempDir Path tests;
  private Path home = Path.of("");
  private Checkpoint last = new Checkpoint("none", 0, TreeHash.EMPTY);

  private void begin(int round) throws Exception {
    home = Files.createDirectory(tests.resolve("log-" + round));
    last = new Checkpoint("none", 0, TreeHash.EMPTY);
    SignerKey key = SignerKey.generate("log.test", new SecureRandom());
    Files.writeString(home.resolve("key"), key.encode());
    PolicyFile.write(home.resolve("policy"), key.verifierKey());
  }

  @Test
  void kill_atRandomPoints_losesAndRepeatsNothing() throws Exception {
    killAgainAndAgain(KILLS, 1);
  }

  @Test
  @Tag("soak")
  void kill_twoHundredTimes_losesAndRepeatsNothing() throws Exception {
    killAgainAndAgain(MANY_KILLS, 2);
  }

  private void killAgainAndAgain(int kills, long seed) throws Exception {
    var random = new Random(seed);
    for (int kill = 0; kill < kills; kill++) {
      if (kill % KILLS_OF_ONE_LOG == 0) {
        begin(kill / KILLS_OF_ONE_LOG);
      }
      long acknowledged = appendUntilKilled(random.nextInt(LONGEST_MILLIS), random.nextLong());
      assertWhatStands("kill " + kill + " of seed " + seed, acknowledged);
    }
  }

  /** Returns what the process said last that is in the log. */
  private long appendUntilKilled(int millis, long seed) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                home.toString(),
                Long.toString(seed))
            .redirectErrorStream(true)
            .start();
    long acknowledged = 0;
    var said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(said.readLine()).isEqualTo("open");
    var killer =
        new Thread(
            () -> {
              try {
                Thread.sleep(millis);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              // That of the process would close what is read below.
              process.toHandle().destroyForcibly();
            });
    killer.start();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.endsWith(".")) { // a line that was cut off says nothing
        acknowledged = Long.parseLong(line.substring(0, line.length() - 1));
      }
    }
    killer.join();
    assertThat(process.waitFor()).isEqualTo(128 + 9);
    return acknowledged;
  }

  private void assertWhatStands(String when, long acknowledged) throws Exception {
    Path published = home.resolve("log");
    PolicyFile policy = PolicyFile.read(home.resolve("policy"));
    long size;
    try (var store = DirectoryLogStore.open(published, home.resolve("state"))) {
      SignerKey key = SignerKey.parse(Files.readString(home.resolve("key")));
      LogHead head = TransparencyLog.open(store, key, InstantSource.system()).head();
      size = head.size();
      assertThat(size).as(when).isGreaterThanOrEqualTo(acknowledged);
      assertThat(head.attachment())
          .as(when)
          .isEqualTo(size == 0 ? Bytes.EMPTY : bytes("logged " + size));
    }
    VerifyReport report = new Verifier(new DirectorySource(published)).verify(policy);
    assertThat(report).as(when).isInstanceOf(VerifyReport.Verified.class);
    var fsck = LogFsck.check(published, home.resolve("state"), policy);
    assertThat(fsck.findings()).as(when).isEmpty();
    assertExtends(when, ((VerifyReport.Verified) report).checkpoint(), published);
    assertEachOnce(when, size, published);
  }

  private void assertExtends(String when, Checkpoint now, Path published) throws Exception {
    var tree =
        new TileTree(
            now.size(), tile -> Bytes.of(Files.readAllBytes(published.resolve(tile.path()))));
    tree.consistency(last.size()).verify(last.root(), now.root());
    assertThat(now.size()).as(when).isGreaterThanOrEqualTo(last.size());
    last = now;
  }

  /** Leaf N commits to item N: none is missing, none is there twice. */
  private static void assertEachOnce(String when, long size, Path published) throws Exception {
    for (long index = 0; index * Tile.FULL < size; index++) {
      Tile bundle = Tile.at(Tile.ENTRIES, index, size);
      Bytes content = Bytes.of(Files.readAllBytes(published.resolve(bundle.path())));
      long expected = index * Tile.FULL;
      for (Bytes entry : EntryBundle.decode(content, bundle.width())) {
        assertThat(Leaf.decode(entry).content().commitment())
            .as(when)
            .isEqualTo(commitment(expected++));
      }
    }
  }

  /** The process that is killed: appends item after item, and says how many are in. */
  static final class Appender {
    private static final int LARGEST_BATCH = 600;

    private Appender() {}

    public static void main(String[] arguments) throws Exception {
      Path home = Path.of(arguments[0]);
      var random = new Random(Long.parseLong(arguments[1]));
      try (var store = DirectoryLogStore.open(home.resolve("log"), home.resolve("state"))) {
        SignerKey key = SignerKey.parse(Files.readString(home.resolve("key")));
        System.out.println("open");
        var log = TransparencyLog.open(store, key, InstantSource.system());
        while (true) {
          long from = log.head().size();
          long to = from + 1 + random.nextInt(LARGEST_BATCH);
          log.append(leaves(from, to), bytes("logged " + to));
          System.out.println(to + ".");
        }
      }
    }
  }
}
