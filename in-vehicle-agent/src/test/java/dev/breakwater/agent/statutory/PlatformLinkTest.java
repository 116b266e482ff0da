package dev.breakwater.agent.statutory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.statutory.TestPlatform.Received;
import dev.breakwater.agent.statutory.packet.Command;
import dev.breakwater.agent.statutory.packet.DataUnit;
import dev.breakwater.agent.statutory.packet.Edition;
import dev.breakwater.agent.statutory.packet.Packet;
import dev.breakwater.agent.statutory.packet.Response;
import dev.breakwater.agent.uplink.Authority;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.StatutoryReceipt;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("GB/T 32960.3 B.1 and B.2: a terminal and a platform")
class PlatformLinkTest {
  private static final String VIN = "LTEST0000BREAKWTR";
  private static final Terminal TERMINAL = new Terminal(Edition.V2025, VIN, "89860440100000000001");

  private static final Schedule QUICK =
      new Schedule(
          Duration.ofSeconds(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofMillis(50),
          Duration.ofMillis(400));

  @TempDir Path home;
  private TestCar car;
  private ReportStore store;
  private TestPlatform platform;
  private @Nullable PlatformLink link;

  @BeforeEach
  void open() throws IOException {
    car = new TestCar(home);
    store = store();
    platform = TestPlatform.plain();
  }

  private ReportStore store() throws IOException {
    return ReportStore.open(
        StoreSettings.STANDARD,
        Edition.V2025,
        DirectoryStorage.open(home.resolve("statutory")),
        car.vault,
        car.clocks().wall(),
        new SecureRandom());
  }

  @AfterEach
  void close() throws IOException {
    hangUp();
    store.close();
    platform.close();
  }

  private void hangUp() {
    if (link != null) {
      link.close();
    }
  }

  private void connect(List<X509Certificate> authorities, int port) {
    connect(new Platform("127.0.0.1", port, authorities, new OnshoreNetworks(List.of())));
  }

  private void connect(Platform to) {
    var opened =
        new PlatformLink(TERMINAL, to, QUICK, store, car.clocks().wall(), new SecureRandom());
    opened.start();
    link = opened;
  }

  /** Stores a report of this second, and lets a second pass. */
  private Instant report() throws IOException {
    Instant at = car.clocks().wall().instant();
    var unit = new DataUnit.Report(at, new Readings(Edition.V2025).blocks());
    store.add(at, false, Packet.command(Edition.V2025, Command.REPORT, VIN, unit));
    car.pass(Duration.ofSeconds(1));
    return at;
  }

  @Test
  void link_platformThatListens_logsInThenReportsAndSettlesByTheHeartbeatBehindIt()
      throws Exception {
    connect(List.of(), platform.port());
    await(() -> platform.received(Command.VEHICLE_LOGIN).size() == 1);
    Instant at = report();
    await(() -> store.backlog() == 0);

    Received reported = platform.received(Command.REPORT).get(0);
    assertThat(((DataUnit.Report) reported.packet().unit()).at()).isEqualTo(at);
    assertThat(platform.received.get(0).packet().command()).isEqualTo(Command.VEHICLE_LOGIN);
    assertThat(receipts())
        .extracting(StatutoryReceipt::command, StatutoryReceipt::settlement)
        .containsExactly(tuple("VEHICLE_LOGIN", "SUCCESS"), tuple("REPORT", Session.BY_HEARTBEAT));
    assertThat(receipts().get(1).message()).isEqualTo(Digest.of(reported.bytes()));
    assertThat(receipts().get(1).acquiredAtMillis()).isEqualTo(at.toEpochMilli());
  }

  @Test
  void link_closed_logsOutWithTheSerialOfItsLogin() throws Exception {
    connect(List.of(), platform.port());
    await(() -> !platform.received(Command.VEHICLE_LOGIN).isEmpty());

    hangUp();

    assertThat(serial(platform.received(Command.VEHICLE_LOGOUT).get(0)))
        .isEqualTo(serial(platform.received(Command.VEHICLE_LOGIN).get(0)));
  }

  @Test
  void link_openedAgainOnTheSameDay_countsItsLogins() throws Exception {
    connect(List.of(), platform.port());
    await(() -> platform.received(Command.VEHICLE_LOGIN).size() == 1);
    hangUp();
    store.close();
    store = store();
    connect(List.of(), platform.port());
    await(() -> platform.received(Command.VEHICLE_LOGIN).size() == 2);
    car.pass(Duration.ofDays(1));
    hangUp();
    connect(List.of(), platform.port());
    await(() -> platform.received(Command.VEHICLE_LOGIN).size() == 3);

    assertThat(platform.received(Command.VEHICLE_LOGIN))
        .extracting(PlatformLinkTest::serial)
        .containsExactly(1L, 2L, 1L);
  }

  private static long serial(Received received) {
    return ((DataUnit.Fields) received.packet().unit()).row().number("serial");
  }

  @Test
  void link_connectionRefused_reissuesWhatWasStoredOnceThePlatformIsThere() throws Exception {
    int port = freePort();
    Instant first = report();
    Instant second = report();
    connect(List.of(), port);
    Thread.sleep(200);
    platform = new TestPlatform(ServerSocketFactory.getDefault(), port);
    await(() -> store.backlog() == 0);
    Instant fresh = report();
    await(() -> store.backlog() == 0);

    assertThat(times(Command.REISSUE)).containsExactly(first, second);
    assertThat(times(Command.REPORT)).containsExactly(fresh);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void link_answersInHalves_areRead() throws Exception {
    platform.halves = true;
    connect(List.of(), platform.port());
    report();
    await(() -> store.backlog() == 0);

    assertThat(platform.received(Command.VEHICLE_LOGIN)).hasSize(1);
  }

  @Test
  void link_cutInTheMiddleOfAnAnswer_connectsAgainAndReissues() throws Exception {
    connect(List.of(), platform.port());
    await(() -> !platform.received(Command.VEHICLE_LOGIN).isEmpty());
    platform.hangsUpInAnswer = true;
    Instant at = report();
    await(() -> store.backlog() == 0);

    assertThat(platform.received(Command.VEHICLE_LOGIN)).hasSizeGreaterThan(1);
    assertThat(times(Command.REISSUE)).contains(at);
    assertThat(receipts())
        .filteredOn(receipt -> receipt.acquiredAtMillis() == at.toEpochMilli())
        .filteredOn(receipt -> receipt.command().startsWith("RE"))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"ERROR", "VIN_DUPLICATE", "VIN_UNKNOWN"})
  void link_loginRefused_triesAgainAndReportsOnceItIsHeard(Response response) throws Exception {
    platform.login = response;
    report();
    connect(List.of(), platform.port());
    await(() -> platform.received(Command.VEHICLE_LOGIN).size() == Schedule.ATTEMPTS);
    assertThat(times(Command.REISSUE)).isEmpty();

    platform.login = Response.SUCCESS;
    await(() -> store.backlog() == 0);

    assertThat(receipts())
        .filteredOn(receipt -> receipt.settlement().equals(response.name()))
        .hasSize(Schedule.ATTEMPTS)
        .allSatisfy(receipt -> assertThat(receipt.command()).isEqualTo("VEHICLE_LOGIN"));
  }

  @Test
  @DisplayName("B.2.1: what the platform calls wrong is sent three times more, and then no more")
  void link_reportCalledWrong_isRepeatedAndThenSettledByThatAnswer() throws Exception {
    platform.report = Optional.of(Response.STRUCTURE_ERROR);
    connect(List.of(), platform.port());
    await(() -> !platform.received(Command.VEHICLE_LOGIN).isEmpty());
    report();
    for (int i = 0; store.backlog() > 0 && i < 200; i++) {
      car.pass(Duration.ofSeconds(1));
      Thread.sleep(20);
    }

    assertThat(times(Command.REPORT)).hasSize(1 + Schedule.ATTEMPTS);
    assertThat(receipts())
        .extracting(StatutoryReceipt::settlement)
        .containsExactly("SUCCESS", "STRUCTURE_ERROR");
  }

  @Test
  void link_platformThatAnswersEveryReport_settlesByThatAnswer() throws Exception {
    platform.report = Optional.of(Response.SUCCESS);
    connect(List.of(), platform.port());
    report();
    await(() -> store.backlog() == 0);

    assertThat(receipts()).last().extracting(StatutoryReceipt::settlement).isEqualTo("SUCCESS");
  }

  @Test
  void link_byTls_reportsToThePlatformWhoseCertificateItKnows() throws Exception {
    var authority = new Authority();
    platform = tls(authority, "127.0.0.1");
    connect(List.of(authority.certificate()), platform.port());
    report();
    await(() -> store.backlog() == 0);

    assertThat(platform.received(Command.VEHICLE_LOGIN)).hasSize(1);
  }

  @Test
  void open_platformOfAnotherAuthorityOrName_isRefusedBeforeAnythingIsSaid() throws Exception {
    var authority = new Authority();
    platform = tls(new Authority(), "127.0.0.1");
    int stranger = platform.port();
    assertThatThrownBy(() -> open(authority, stranger)).isInstanceOf(IOException.class);
    platform = tls(authority, "127.0.0.2");
    int misnamed = platform.port();
    assertThatThrownBy(() -> open(authority, misnamed)).isInstanceOf(IOException.class);
    assertThat(platform.received).isEmpty();
  }

  private static Connection open(Authority authority, int port) throws Exception {
    var to =
        new Platform(
            "127.0.0.1", port, List.of(authority.certificate()), new OnshoreNetworks(List.of()));
    return Connection.open(to, Duration.ofSeconds(2));
  }

  private static TestPlatform tls(Authority authority, String address) throws Exception {
    var context = TestTls.serverOf(authority.issue("platform", address));
    return new TestPlatform(context.getServerSocketFactory(), 0);
  }

  @Test
  @DisplayName("GB/T 44464-2024 5.8: a public address that nobody has listed is not connected to")
  void open_publicAddressThatIsNotListed_failsClosed() {
    var elsewhere = new OnshoreNetworks(List.of(Network.of("198.51.100.0/24")));
    var to = new Platform("203.0.113.9", 32960, List.of(), elsewhere);

    assertThatThrownBy(() -> Connection.open(to, Duration.ofSeconds(1)))
        .hasMessageContaining("onshore");
  }

  private List<Instant> times(Command command) {
    return platform.received(command).stream()
        .map(each -> ((DataUnit.Report) each.packet().unit()).at())
        .toList();
  }

  private List<StatutoryReceipt> receipts() {
    List<StatutoryReceipt> all = new ArrayList<>();
    var next = store.settledAfter(0);
    while (next.isPresent()) {
      all.add(next.get().receipt());
      next = store.settledAfter(next.get().number());
    }
    return all;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      assertThat(i).as("waited too long").isLessThan(1500);
      Thread.sleep(10);
    }
  }
}
