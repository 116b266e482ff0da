package dev.breakwater.agent.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.Laws;
import dev.breakwater.policy.bundle.Acceptance;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.bundle.store.BundleDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleInboxTest {
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

  @TempDir private Path home;
  private final PoliciesInForce policies = Laws.builtIn();
  private Path folder;
  private Reception reception;
  private BundleInbox inbox;

  @BeforeEach
  void makeInbox() throws Exception {
    var acceptance = new Acceptance(Laws.RING, Laws.TRUSTING, policies);
    var accepted = BundleDirectory.open(home.resolve("accepted"), acceptance, policies);
    folder = home.resolve("inbox");
    reception = new Reception(accepted, () -> NOW);
    inbox = new BundleInbox(folder, reception);
  }

  @Test
  void look_noFolder_changesNothing() throws Exception {
    inbox.look();

    assertThat(policies.newest()).isEmpty();
  }

  @Test
  void look_bundlesInTheFolder_takesThemInOrderAndOutOfTheFolder() throws Exception {
    put("2.tar", Laws.tar(2, NOW).toArray());
    put("1.tar", Laws.tar(1, NOW).toArray());
    put("3.tar.part", Laws.tar(3, NOW).toArray());

    inbox.look();

    assertThat(sequence()).isEqualTo(2);
    assertThat(names(folder)).containsExactly("3.tar.part");
    assertThat(names(home.resolve("accepted"))).hasSize(2);
  }

  @Test
  void look_refusedBundle_isKeptUnderAnotherNameAndTheOldOneGoesOn() throws Exception {
    put("2.tar", Laws.tar(2, NOW).toArray());
    inbox.look();
    put("1.tar", Laws.tar(1, NOW).toArray());
    put("junk.tar", new byte[] {1, 2, 3});

    inbox.look();
    inbox.look();

    assertThat(sequence()).isEqualTo(2);
    assertThat(names(folder)).containsExactly("1.tar.refused", "junk.tar.refused");
  }

  @Test
  void look_bundlesCannotBeKept_leavesTheBundleForTheNextLook() throws Exception {
    put("1.tar", Laws.tar(1, NOW).toArray());
    Path obstacle = Files.createDirectory(home.resolve("accepted/draft"));

    assertThatThrownBy(inbox::look).isInstanceOf(IOException.class);
    assertThat(policies.newest()).isEmpty();
    Files.delete(obstacle);
    inbox.look();

    assertThat(sequence()).isEqualTo(1);
  }

  @Test
  void fetched_bundlesOfTheReceiver_areTakenAndCountedFromTheNewest() throws Exception {
    var fetched = new FetchedBundles(reception, policies);
    assertThat(fetched.newest()).isZero();

    assertThat(fetched.take(Laws.tar(7, NOW))).isTrue();

    assertThat(fetched.newest()).isEqualTo(7);
    assertThat(fetched.take(Laws.tar(6, NOW))).isFalse();
    Files.createDirectory(home.resolve("accepted/draft"));
    assertThat(fetched.take(Laws.tar(8, NOW))).isFalse();
    assertThat(fetched.newest()).isEqualTo(7);
  }

  private void put(String name, byte[] content) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), content);
  }

  private long sequence() {
    return policies.newest().orElseThrow().manifest().sequence();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
