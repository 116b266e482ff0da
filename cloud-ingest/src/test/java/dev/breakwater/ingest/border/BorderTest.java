package dev.breakwater.ingest.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.border.FiledRelease.State;
import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.HostResolver;
import dev.breakwater.ingest.jurisdiction.WrongPlaceException;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.policy.border.ExportConsents;
import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.border.Thresholds;
import dev.breakwater.policy.border.Volumes;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.jurisdiction.ListedNetwork;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real book and a real recipient in a second process; the rows and the log are in memory. */
@DisplayName("Law.md C2 to C6: what leaves the country")
class BorderTest {
  private static final Instant NOW = Instant.parse("2026-06-10T02:00:00Z");
  private static final CountingYear YEAR = CountingYear.of(NOW);

  @TempDir static Path shared;
  private static ChildJvm recipient;
  private static Digest pin;

  @TempDir Path directory;
  private final Papers papers = new Papers();
  private final MemoryLog log = new MemoryLog();
  private final List<Item> stored = new ArrayList<>();
  private Thresholds thresholds = Thresholds.LAW;
  private String place = "DE";
  private boolean loseTheAnswer;
  private ExportConsents consents = ExportConsents.NONE;
  private Border border;

  @BeforeAll
  static void startRecipient() throws Exception {
    var authority =
        CertificateAuthority.init(
            shared.resolve("ca"), "Example", InstantSource.system(), new SecureRandom());
    pin = authority.issueServer(List.of("localhost"), shared.resolve("identity")).digest();
    recipient =
        ChildJvm.start(
            TestRecipient.class,
            shared.resolve("log"),
            shared.resolve("identity").toString(),
            shared.resolve("taken").toString());
  }

  @AfterAll
  static void stopRecipient() {
    recipient.close();
  }

  @BeforeEach
  void open() throws Exception {
    border = Border.open(settings(), surroundings());
  }

  @AfterEach
  void close() throws Exception {
    border.close();
  }

  private BorderSettings settings() throws Exception {
    return new BorderSettings(directory, papers.office(), OrderOfDecision.china(thresholds));
  }

  private Surroundings surroundings() {
    return new Surroundings(
        (request, taker) -> {
          for (Item item : stored) {
            if (request.categories().contains(item.category())
                && request.wants(item.id().chain().vehicle().value(), item.capturedAtMillis())) {
              taker.take(item);
            }
          }
        },
        log,
        this::deliver,
        Papers.policies(),
        () -> NOW,
        new SecureRandom(),
        consents);
  }

  private String deliver(dev.breakwater.policy.border.Consignee to, Parcel parcel)
      throws IOException {
    var list =
        new JurisdictionList(
            1, List.of(new ListedNetwork(Network.of("127.0.0.0/8"), place)), List.of());
    String receipt =
        new HttpsDelivery(new CheckedConnections(list, HostResolver.SYSTEM)).deliver(to, parcel);
    if (loseTheAnswer) {
      throw new IOException("the answer was lost");
    }
    return receipt;
  }

  private void reopen() throws Exception {
    border.close();
    open();
  }

  private void approve(int sequence, String... approvals) throws Exception {
    approve(sequence, pin, approvals);
  }

  private void approve(int sequence, Digest pinned, String... approvals) throws Exception {
    String endpoint = "https://localhost:" + recipient.told() + "/deliveries";
    border.approve(
        papers.signed(Papers.permits(sequence, endpoint, pinned, approvals)), "permits.yaml");
  }

  private FiledRelease release(String categories, String basis, String more, String approval)
      throws Exception {
    long number = border.request(Papers.request(categories, basis, more), "request.yaml");
    return border.release(number, approval);
  }

  private static List<String> taken(FiledRelease release) throws IOException {
    return Files.readAllLines(file(release, ".ndjson"));
  }

  private static long timesSent(FiledRelease release) throws IOException {
    return Files.size(file(release, ".sent"));
  }

  private static Path file(FiledRelease release, String end) {
    return shared.resolve("taken").resolve(release.idempotencyKey() + end);
  }

  @Test
  void release_withinTheApproval_isCutLoggedAndDelivered() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));
    stored.add(StoredItems.behaviour(2, "bela"));
    approve(1, Papers.approval("SCC-1", "standard-contract", 10));

    FiledRelease release = release("[driver.behaviour]", "contract", Papers.TOLD, "SCC-1");

    assertThat(release.state()).isEqualTo(State.DELIVERED);
    assertThat(release.rows()).isEqualTo(2);
    assertThat(release.progress().receipt()).isEqualTo("took it");
    assertThat(log.leaves).containsExactly(release.statement());
    assertThat(release.statement().decision()).isEqualTo("RELEASED");
    assertThat(release.statement().about().digest()).isEqualTo(release.digest());
    List<String> lines = taken(release);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"approval\":\"SCC-1\"", release.digest().hex());
    assertThat(lines.get(1))
        .isEqualTo(
            "{\"category\":\"driver.behaviour\",\"captured-at\":\"2026-05-02T00:00:01Z\","
                + "\"signal\":\"Vehicle.Driver.AttentiveProbability\",\"value\":\"1\"}");
    // Only the fields of the approval leave.
    assertThat(String.join("\n", lines)).doesNotContain("anna", "subject", "vehicle\"");
    // A flow that is exempt by its contract does not count towards the year, but to the cap.
    assertThat(border.register().volumes(YEAR)).isEqualTo(new Volumes(YEAR, 0, 0));
    assertThat(border.register().covered(YEAR, "SCC-1")).isEqualTo(2);
  }

  @Test
  void release_ruleOrApprovalAgainstIt_staysAndTheClauseIsTold() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));
    stored.add(StoredItems.item(2, "position.coarse", "anna", Bytes.EMPTY));
    stored.add(StoredItems.item(3, "traffic.flow", null, Bytes.EMPTY));
    stored.add(StoredItems.item(4, "position.precise", "anna", Bytes.EMPTY));
    stored.add(StoredItems.item(5, "identity.account", "anna", Bytes.EMPTY));
    stored.add(StoredItems.item(6, "driver.behaviour", null, Bytes.EMPTY));
    approve(1, Papers.approval("EX-1", "exemption", 10));

    assertThat(reason("[driver.behaviour]", "contract", "impact-assessment: PIA-7"))
        .contains("PIPL Art. 39");
    assertThat(reason("[driver.behaviour]", "contract", Papers.TOLD.split("\n", -1)[0]))
        .contains("PIPL Art. 55");
    assertThat(reason("[driver.behaviour]", "consent", Papers.TOLD)).contains("PIPL Art. 39");
    assertThat(reason("[position.coarse]", "legal-duty", Papers.TOLD))
        .contains("NDSMR Art. 38", "[kind]", "2024 Flow Provisions Art. 8");
    assertThat(reason("[traffic.flow]", "legal-duty", Papers.TOLD)).contains("Art. 12", "Art. 11");
    assertThat(reason("[position.precise]", "legal-duty", Papers.TOLD)).contains("自然资发〔2024〕139号");
    assertThat(reason("[identity.account]", "contract", Papers.TOLD)).contains("[category]");
    assertThat(log.leaves).hasSize(7).allMatch(leaf -> leaf.decision().equals("REFUSED"));
    assertThat(border.register().covered(YEAR, "EX-1")).isZero();
    assertThat(shared.resolve("taken")).satisfies(BorderTest::tookNothingOfThis);
  }

  private static void tookNothingOfThis(Path taken) throws IOException {
    if (Files.exists(taken)) {
      try (var files = Files.list(taken)) {
        assertThat(files.filter(each -> each.toString().contains("EX-1"))).isEmpty();
      }
    }
  }

  private String reason(String categories, String basis, String more) throws Exception {
    stored.removeIf(item -> item.id().number() == 6);
    FiledRelease release = release(categories, basis, more, "EX-1");
    assertThat(release.state()).isEqualTo(State.REFUSED);
    assertThat(release.rows()).isZero();
    return release.refusals().keySet().iterator().next();
  }

  @Test
  @DisplayName("PIPL Art. 39: an export that rests on consent needs separate consent to it")
  void release_onConsent_letsOutThoseWhoGaveItToThisRecipientAndPurpose() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));
    stored.add(StoredItems.behaviour(2, "bert"));
    stored.add(StoredItems.behaviour(3, "carl"));
    String consent =
        "  - {subject: %s, recipient: example-gmbh, purpose: %s, notice: '%s', from: %s, to: %s}\n";
    String notice = "ab".repeat(Digest.LENGTH);
    String paper =
        "sequence: 1\nconsents:\n"
            + consent.formatted("anna", "warranty", notice, NOW.minusSeconds(1), NOW.plusSeconds(1))
            + consent.formatted("bert", "research", notice, NOW.minusSeconds(1), NOW.plusSeconds(1))
            + consent.formatted("carl", "warranty", notice, NOW.minusSeconds(9), NOW);
    consents = ExportConsents.load(Papers.bytes(paper), "consents.yaml");
    reopen();
    approve(1, Papers.approval("SCC-1", "standard-contract", 10));

    FiledRelease release = release("[driver.behaviour]", "consent", Papers.TOLD, "SCC-1");

    assertThat(release.rows()).isEqualTo(1);
    assertThat(release.refused()).isEqualTo(2);
    assertThat(release.refusals().keySet()).allMatch(each -> each.contains("PIPL Art. 39"));
  }

  @Test
  void release_personThatIsNotNamed_stays() throws Exception {
    stored.add(StoredItems.item(1, "driver.behaviour", null, Bytes.EMPTY));
    approve(1, Papers.approval("SCC-1", "standard-contract", 10));

    FiledRelease release = release("[driver.behaviour]", "contract", Papers.TOLD, "SCC-1");

    assertThat(release.refusals().keySet().iterator().next()).contains("names no person");
  }

  @Test
  @DisplayName("2024 Flow Provisions Art. 5(4), 7, 8: the person who is one too many stays")
  void release_thresholds_demandTheNextRouteFromTheExactPerson() throws Exception {
    thresholds = new Thresholds(3, 5, 2);
    reopen();
    for (int i = 1; i <= 6; i++) {
      stored.add(StoredItems.behaviour(i, "person-" + i));
      stored.add(StoredItems.behaviour(10 + i, "person-" + i));
    }
    approve(
        1,
        Papers.approval("EX-1", "exemption", 100),
        Papers.approval("SCC-1", "standard-contract", 100),
        Papers.approval("SA-1", "assessment", 100));

    FiledRelease exempt = release("[driver.behaviour]", "legal-duty", Papers.TOLD, "EX-1");
    assertThat(exempt.rows()).as("two persons, two rows each").isEqualTo(4);
    assertThat(exempt.reached().general()).isEqualTo(2);
    assertThat(exempt.refusals()).hasSize(1);
    assertThat(exempt.refusals().keySet().iterator().next()).contains("Flow Provisions Art. 8");
    FiledRelease contract = release("[driver.behaviour]", "legal-duty", Papers.TOLD, "SCC-1");
    assertThat(contract.reached().general()).isEqualTo(4);
    assertThat(contract.refused()).isEqualTo(4);
    assertThat(contract.refusals().keySet().iterator().next()).contains("Flow Provisions Art. 7");
    FiledRelease assessed = release("[driver.behaviour]", "legal-duty", Papers.TOLD, "SA-1");
    assertThat(assessed.reached().general()).isEqualTo(6);
    assertThat(assessed.refused()).isZero();
    assertThat(border.register().volumes(YEAR)).isEqualTo(new Volumes(YEAR, 6, 0));
  }

  @Test
  void release_capOfTheApproval_holdsForDistinctPersons() throws Exception {
    for (int i = 1; i <= 4; i++) {
      stored.add(StoredItems.behaviour(i, "person-" + i % 3));
    }
    approve(1, Papers.approval("SCC-1", "standard-contract", 2));

    FiledRelease release = release("[driver.behaviour]", "contract", Papers.TOLD, "SCC-1");

    assertThat(release.rows()).isEqualTo(3);
    assertThat(release.refused()).isEqualTo(1);
    assertThat(release.refusals().keySet().iterator().next()).contains("[cap]");
  }

  @Test
  void release_stoppedAtEachStep_goesOnWithoutASecondDeliveryOrCount() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));
    approve(1, Papers.approval("SCC-1", "standard-contract", 10));
    long number =
        border.request(Papers.request("[driver.behaviour]", "legal-duty", Papers.TOLD), "r.yaml");

    log.failAndStoreNothing = true;
    assertThatThrownBy(() -> border.release(number, "SCC-1")).hasMessageContaining("not there");
    log.failAndStoreNothing = false;
    log.failButStore = true;
    assertThatThrownBy(() -> border.release(number, "SCC-1")).hasMessageContaining("not answer");
    log.failButStore = false;
    // Nothing left so far, and the person counts.
    assertThat(border.register().volumes(YEAR).general()).isEqualTo(1);
    loseTheAnswer = true;
    assertThatThrownBy(() -> border.release(number, "SCC-1")).hasMessageContaining("lost");
    loseTheAnswer = false;
    reopen();

    FiledRelease before = border.resume().get(0);
    FiledRelease release = border.release(number, "SCC-1");

    assertThat(before.state()).isEqualTo(State.LOGGED);
    assertThat(release.state()).isEqualTo(State.DELIVERED);
    assertThat(release.progress().receipt()).isEqualTo("had it");
    assertThat(timesSent(release)).isEqualTo(2);
    assertThat(log.leaves).hasSize(1);
    assertThat(border.register().volumes(YEAR).general()).isEqualTo(1);
    assertThat(border.register().covered(YEAR, "SCC-1")).isEqualTo(1);
  }

  @Test
  void release_rowErasedBeforeTheDelivery_leavesItsDigestAloneAndStaysCounted() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));
    stored.add(StoredItems.behaviour(2, "bela"));
    approve(1, Papers.approval("SCC-1", "standard-contract", 10));
    long number =
        border.request(Papers.request("[driver.behaviour]", "legal-duty", Papers.TOLD), "r.yaml");
    log.failButStore = true;
    assertThatThrownBy(() -> border.release(number, "SCC-1")).isInstanceOf(IOException.class);
    log.failButStore = false;
    stored.remove(0);

    FiledRelease release = border.release(number, "SCC-1");

    assertThat(release.progress().erased()).isEqualTo(1);
    assertThat(taken(release).get(1)).startsWith("{\"erased\":\"");
    assertThat(border.register().volumes(YEAR).general()).isEqualTo(2);
  }

  @Test
  void book_nobody_canLowerACount() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));
    approve(1, Papers.approval("SCC-1", "standard-contract", 10));
    release("[driver.behaviour]", "legal-duty", Papers.TOLD, "SCC-1");

    try (Book book = Book.open(directory.resolve("border.db"))) {
      for (String table : List.of("persons", "covered", "releases", "provided", "lines")) {
        assertThatThrownBy(() -> book.sql().run("DELETE FROM " + table))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(table + " are kept");
      }
    }
    // Nobody is in it by name.
    byte[] book = Files.readAllBytes(directory.resolve("border.db"));
    assertThat(new String(book, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("anna");
  }

  @Test
  void release_countingKeyChanged_isNotDecided() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));
    approve(1, Papers.approval("SCC-1", "standard-contract", 10));
    release("[driver.behaviour]", "legal-duty", Papers.TOLD, "SCC-1");
    Files.write(directory.resolve("counting-keys/2026.key"), new byte[32]);

    assertThatThrownBy(() -> release("[driver.behaviour]", "legal-duty", Papers.TOLD, "SCC-1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not the key that counted so far");
  }

  @Test
  void approve_paperThatIsNotSignedOrNotLater_isRefused() throws Exception {
    approve(2, Papers.approval("SCC-1", "standard-contract", 10));

    assertThatThrownBy(() -> approve(2, Papers.approval("SCC-1", "standard-contract", 20)))
        .isInstanceOf(RefusedException.class);
    String text = Papers.permits(3, "https://localhost/", pin);
    assertThatThrownBy(() -> border.approve(new Papers().signed(text), "permits.yaml"))
        .isInstanceOf(BundleRefusedException.class);
    assertThatThrownBy(() -> border.approve(Papers.bytes(text), "permits.yaml"))
        .isInstanceOf(BundleRefusedException.class);
  }

  @Test
  void release_unknownRequestOrApproval_isRefusedAndCountsNobody() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));

    assertThatThrownBy(() -> border.release(1, "SCC-1"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no request 1");
    approve(1, Papers.approval("SCC-1", "standard-contract", 10));
    assertThatThrownBy(() -> release("[driver.behaviour]", "contract", Papers.TOLD, "SCC-2"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no approval SCC-2");
    assertThat(border.register().provisions()).isEmpty();
  }

  @Test
  void delivery_peerElsewhereOrWithAnotherCertificate_getsNothing() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));
    approve(1, Papers.approval("SCC-1", "standard-contract", 10));
    place = "CN";
    assertThatThrownBy(() -> release("[driver.behaviour]", "contract", Papers.TOLD, "SCC-1"))
        .isInstanceOf(WrongPlaceException.class);
    place = "DE";
    approve(2, Digest.ZERO, Papers.approval("SCC-1", "standard-contract", 10));
    assertThatThrownBy(() -> release("[driver.behaviour]", "contract", Papers.TOLD, "SCC-1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none that is pinned");

    for (Provision each : border.register().provisions()) {
      assertThat(file(each.release(), ".sent")).doesNotExist();
      assertThat(each.release().state()).isEqualTo(State.LOGGED);
    }
  }

  @Test
  @DisplayName("NDSMR Art. 12, Auto Provisions Art. 12: the register says who got what")
  void register_releases_areATableAReportAndTellWhoIsToldOfAWithdrawal() throws Exception {
    stored.add(StoredItems.behaviour(1, "anna"));
    approve(1, Papers.approval("SCC<1>", "standard-contract", 10));
    release("[driver.behaviour]", "legal-duty", Papers.TOLD, "SCC<1>");
    String vehicle = stored.get(0).id().chain().vehicle().value();

    Register register = border.register();
    var row = RegisterTable.rows(register.provisions()).get(0);
    RegisterReport report = RegisterReport.of(register, YEAR);

    assertThat(row)
        .containsEntry("recipient", "Example GmbH")
        .containsEntry("state", "delivered")
        .containsEntry("impact-assessment", "PIA-7")
        .containsEntry("persons-general", "1")
        .containsEntry("log-index", "0")
        .containsEntry("categories", "driver.behaviour (1)")
        .containsEntry("kept-until", "2029-06-10T16:00:00Z");
    assertThat(RegisterTable.csv(register.provisions()).lines().toList())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("\"release\",\"state\",");
    assertThat(report.text())
        .contains("persons, general information: 1 (contract or certificate from 100000")
        .contains("persons under approval SCC<1>: 1 of 10, for Example GmbH (DE)");
    assertThat(report.html()).contains("SCC&lt;1&gt;").doesNotContain("SCC<1>");
    assertThat(Register.recipientsOf(directory, vehicle)).containsExactly("example-gmbh");
    assertThat(Register.recipientsOf(directory, "0".repeat(32))).isEmpty();
    assertThat(Register.recipientsOf(directory.resolve("none"), vehicle)).isEmpty();
    assertThat(Register.statementsTo(directory, "example-gmbh"))
        .extracting(Statement::stage)
        .containsExactly("EXPORT");
    assertThat(Register.statementsTo(directory, "another")).isEmpty();
    assertThat(Register.statementsTo(directory.resolve("none"), "example-gmbh")).isEmpty();
  }
}
