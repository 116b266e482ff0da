package dev.breakwater.ingest.border;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsServer;
import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.border.Thresholds;
import dev.breakwater.policy.border.Volumes;
import dev.breakwater.policy.bundle.KeyRing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The border in a process that is killed: while it counts the person of each threshold, after the
 * decision, and after the delivery. The recipient is this process.
 */
@DisplayName("Law.md C3: persons are counted exactly, whatever happens")
class BorderPersonsTest {
  private static final Instant NOW = Instant.parse("2026-06-10T02:00:00Z");
  private static final int STEPS = 3;

  @TempDir Path directory;
  private final Papers papers = new Papers();

  static Thresholds thresholds(List<Long> stops) {
    return new Thresholds(stops.get(1), stops.get(2), stops.get(0));
  }

  static KeyRing office(Path keys) throws Exception {
    return Papers.ring(Files.readString(keys));
  }

  @Test
  void persons_withSmallThresholds_areCountedExactlyAcrossKills() throws Exception {
    letOut("driver.behaviour", 1_001, 100, List.of(50L, 250L, 1_000L), false);
  }

  @Test
  @Tag("soak")
  @DisplayName("Seed synthetic persons around 9,999, 99,999 and 999,999")
  void persons_aMillionAndOne_areCountedExactlyAcrossKills() throws Exception {
    long started = System.nanoTime();
    letOut("driver.behaviour", 1_000_001, 50_000, List.of(10_000L, 100_000L, 1_000_000L), true);
    System.out.printf(
        "1,000,001 persons in %d s, book of %d MB%n",
        (System.nanoTime() - started) / 1_000_000_000L,
        Files.size(directory.resolve("border/border.db")) >> 20);
  }

  private void letOut(String category, long persons, int batch, List<Long> stops, boolean everyStep)
      throws Exception {
    var authority =
        CertificateAuthority.init(
            directory.resolve("ca"), "Example", InstantSource.system(), new SecureRandom());
    Credentials identity =
        authority.issueServer(List.of("localhost"), directory.resolve("identity"));
    HttpsServer recipient =
        TestRecipient.start(directory.resolve("identity"), directory.resolve("taken"));
    try {
      file(category, persons, batch, recipient.getAddress().getPort(), identity);
      int kills = runToTheEnd(persons, batch, stops, everyStep);
      assertThat(kills).isEqualTo(stops.size() * (everyStep ? STEPS : 1));
      assertCounted(persons, batch, stops);
    } finally {
      recipient.stop(0);
    }
  }

  private void file(String category, long persons, int batch, int port, Credentials identity)
      throws Exception {
    Files.writeString(directory.resolve("keys.yaml"), papers.keys());
    try (Border border = open(List.of(1L, 2L, 3L))) {
      String endpoint = "https://localhost:" + port + "/deliveries";
      String approval = Papers.approval("SA-1", "assessment", 2 * persons);
      border.approve(
          papers.signed(Papers.permits(1, endpoint, identity.digest(), approval)), "permits.yaml");
      for (long i = 0; i * batch < persons; i++) {
        border.request(
            Papers.request("[" + category + "]", "legal-duty", Papers.TOLD, i), "request.yaml");
      }
    }
  }

  private Border open(List<Long> stops) throws Exception {
    var settings =
        new BorderSettings(
            directory.resolve("border"), papers.office(), OrderOfDecision.china(thresholds(stops)));
    return Border.open(
        settings,
        new Surroundings(
            (request, taker) -> {},
            new MemoryLog(),
            (to, parcel) -> "",
            Papers.policies(),
            () -> NOW,
            new SecureRandom()));
  }

  private int runToTheEnd(long persons, int batch, List<Long> stops, boolean everyStep)
      throws Exception {
    String[] arguments = {
      directory.toString(),
      Long.toString(persons),
      Integer.toString(batch),
      stops.stream().map(String::valueOf).collect(Collectors.joining(",")),
      directory.resolve("keys.yaml").toString(),
      Boolean.toString(everyStep)
    };
    for (int kills = 0; ; kills++) {
      try (ChildJvm child =
          ChildJvm.start(PersonsProcess.class, directory.resolve("child.log"), arguments)) {
        if (child.told().equals("done")) {
          return kills;
        }
      }
    }
  }

  private void assertCounted(long persons, int batch, List<Long> stops) throws Exception {
    var year = CountingYear.of(NOW);
    try (Border border = open(stops)) {
      Register register = border.register();
      assertThat(register.volumes(year)).isEqualTo(new Volumes(year, persons, 0));
      assertThat(register.covered(year, "SA-1")).isEqualTo(persons);
      List<FiledRelease> releases = register.provisions().stream().map(Provision::release).toList();
      List<Long> reached =
          LongStream.rangeClosed(1, releases.size())
              .map(number -> Math.min(persons, number * batch))
              .boxed()
              .toList();
      assertThat(releases).extracting(each -> each.reached().general()).isEqualTo(reached);
      assertThat(releases).allMatch(each -> each.state() == FiledRelease.State.DELIVERED);
      long lines = 0;
      try (var taken = Files.newDirectoryStream(directory.resolve("taken"), "*.ndjson")) {
        for (Path file : taken) {
          try (var each = Files.lines(file)) {
            lines += each.count() - 1;
          }
        }
      }
      assertThat(lines).isEqualTo(releases.stream().mapToLong(FiledRelease::rows).sum());
    }
  }
}
