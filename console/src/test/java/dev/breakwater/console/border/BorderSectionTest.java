package dev.breakwater.console.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Download;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.User;
import dev.breakwater.ingest.border.Border;
import dev.breakwater.ingest.border.BorderSettings;
import dev.breakwater.ingest.border.DecisionLog;
import dev.breakwater.ingest.border.Surroundings;
import dev.breakwater.ingest.bundle.NoteSignatures;
import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real book, opened anew for each request as the console does; the log is in memory. */
@DisplayName("Law.md C2 to C6: what leaves the country, in the console")
class BorderSectionTest {
  private static final Instant NOW = Instant.parse("2026-11-27T02:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final User LI = new User("li", Set.of(Role.OPERATOR));
  private static final User WU = new User("wu", Set.of(Role.ADMINISTRATOR));
  private static final User WEI = new User("wei", Set.of(Role.AUDITOR));

  private static final String PERMITS =
      """
      sequence: 1
      exporter: example-motors-china
      critical-operator: false
      zone: none
      groups:
        - {group: example-motors, lead: example-motors-china, members: [example-motors-china]}
      recipients:
        - id: example-gmbh
          name: Example GmbH
          jurisdiction: DE
          endpoint: https://127.0.0.1:9/deliveries
          pins: ["%s"]
          contact: privacy@example.de
      approvals:
        - number: SCC-1
          kind: standard-contract
          group: example-motors
          recipient: {name: Example GmbH, jurisdiction: DE}
          categories: [vehicle.*]
          purposes: [warranty]
          fields: [category, signal]
          persons: 50000
          from: 2026-11-20
          to: 2028-12-31
      """
          .formatted("ab".repeat(32));

  @TempDir private Path directory;
  private final SignerKey office = SignerKey.generate("office.example", new SecureRandom());
  private final Journal journal = new Journal();
  private SignOffs signOffs;
  private BorderSection section;

  /** A log in memory, which can be told to take no entry of a stage. */
  private static final class Journal implements DecisionLog {
    final List<Statement> entries = new ArrayList<>();
    String failAndStoreNothingOf = "";

    @Override
    public long logged(Statement statement) throws IOException {
      if (statement.stage().equals(failAndStoreNothingOf)) {
        throw new IOException("the log is not there");
      }
      entries.add(statement);
      return entries.size() - 1L;
    }

    @Override
    public String key() {
      return "border";
    }
  }

  @BeforeEach
  void open() throws Exception {
    var random = new SecureRandom();
    signOffs = SignOffs.open(directory.resolve("sign-offs.db"), journal, () -> NOW, random);
    String keys =
        "keys: [{key: '%s', from: 2026-01-01T00:00:00Z, to: 2036-01-01T00:00:00Z}]"
            .formatted(office.verifierKey());
    KeyRing ring = KeyRing.load(bytes(keys), "keys.yaml", new NoteSignatures());
    section = new BorderSection(new TestDoor(ring), signOffs, () -> NOW);
  }

  @AfterEach
  void close() throws Exception {
    signOffs.close();
  }

  /** The border of a directory; there are no rows, so a release lets nothing leave. */
  private final class TestDoor implements BorderDoor {
    private final KeyRing ring;

    TestDoor(KeyRing ring) {
      this.ring = ring;
    }

    @Override
    public Opened papers() throws IOException {
      var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnExport()));
      Border border =
          Border.open(
              new BorderSettings(directory.resolve("border"), ring, OrderOfDecision.china()),
              new Surroundings(
                  (request, taker) -> {},
                  journal,
                  (to, parcel) -> "",
                  policies,
                  () -> NOW,
                  new SecureRandom()));
      return new Opened() {
        @Override
        public Border border() {
          return border;
        }

        @Override
        public void close() throws IOException {
          border.close();
        }
      };
    }

    @Override
    public Opened whole() throws IOException {
      return papers();
    }
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private Route route(String path) {
    return section.routes().stream()
        .filter(each -> each.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private Answer ask(User user, String path, JsonNode body) throws IOException {
    String generic = path.replaceAll("/[0-9]+/", "/:number/");
    String number = path.replaceAll("\\D", "");
    return route(generic)
        .handler()
        .answer(new Call(user, Map.of("number", number), Map.of(), body));
  }

  private JsonNode overview() throws IOException {
    return tree(ask(WEI, "/api/border", JSON.createObjectNode()));
  }

  private static JsonNode tree(Answer answer) {
    return JSON.valueToTree(((Json) answer).value());
  }

  private void takePermits() throws Exception {
    String note =
        new String(OfficeNote.sign(bytes(PERMITS), office).toArray(), StandardCharsets.UTF_8);
    Answer taken = ask(WU, "/api/border/permits", JSON.createObjectNode().put("note", note));
    assertThat(tree(taken).path("sequence").asLong()).isEqualTo(1);
  }

  private static ObjectNode request() {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode request = body.putObject("request");
    request.put("recipient", "example-gmbh").put("purpose", "warranty");
    request.putArray("categories").add("vehicle.motion.speed");
    request.putArray("vehicles");
    request.put("from", "2026-05-01T00:00:00Z").put("to", "2026-06-01T00:00:00Z");
    request.put("basis", "contract").put("notice", "ab".repeat(32));
    request.put("impact-assessment", "PIA-7");
    return body;
  }

  private static ObjectNode under(String approval) {
    return JSON.createObjectNode().put("approval", approval);
  }

  @Test
  void request_isFiledLoggedAndShown_withWhoAsked() throws Exception {
    takePermits();
    JsonNode asked = tree(ask(LI, "/api/border/requests", request()));
    assertThat(asked.path("number").asLong()).isEqualTo(1);
    Statement entry = journal.entries.get((int) asked.path("entry").asLong());
    assertThat(entry.stage()).isEqualTo("EXPORT_REQUEST");
    assertThat(entry.about().recipient()).isEqualTo("li");
    JsonNode shown = overview().path("requests").get(0);
    assertThat(shown.path("state").asText()).isEqualTo("open");
    assertThat(shown.path("requested").path("who").asText()).isEqualTo("li");
    assertThat(shown.path("categories").get(0).asText()).isEqualTo("vehicle.motion.speed");
  }

  @Test
  void approver_whoAsked_isRefused_andNothingIsLogged() throws Exception {
    takePermits();
    ask(LI, "/api/border/requests", request());
    Answer answer = ask(LI, "/api/border/requests/1/approval", under("SCC-1"));
    assertThat(answer)
        .isEqualTo(new Problem(403, "same-person", "Who asked for an export does not approve it."));
    assertThat(journal.entries).hasSize(1);
    assertThat(overview().path("requests").get(0).path("approved").isNull()).isTrue();
  }

  @Test
  void request_approvedByAnother_canBeReleased_butNotByWhoAsked() throws Exception {
    takePermits();
    ask(LI, "/api/border/requests", request());
    JsonNode none = JSON.createObjectNode();
    assertThat(ask(WU, "/api/border/requests/1/release", none))
        .isEqualTo(new Problem(409, "not-approved", "Nobody has approved it."));
    ask(WU, "/api/border/requests/1/approval", under("SCC-1"));
    assertThat(journal.entries.get(1).decision()).isEqualTo("APPROVED");
    assertThat(journal.entries.get(1).about().recipient()).isEqualTo("wu");
    assertThat(ask(LI, "/api/border/requests/1/release", none))
        .extracting(each -> ((Problem) each).code())
        .isEqualTo("same-person");
    assertThat(ask(WU, "/api/border/requests/1/approval", under("SCC-1")))
        .extracting(each -> ((Problem) each).code())
        .isEqualTo("already-approved");
    JsonNode released = tree(ask(WU, "/api/border/requests/1/release", none));
    assertThat(released.path("rows").asLong()).isZero();
    JsonNode overview = overview();
    JsonNode request = overview.path("requests").get(0);
    assertThat(request.path("state").asText()).isEqualTo("refused");
    assertThat(request.path("ordered").path("who").asText()).isEqualTo("wu");
    assertThat(overview.path("register")).hasSize(1);
    assertThat(journal.entries)
        .extracting(Statement::stage)
        .containsExactly("EXPORT_REQUEST", "EXPORT_APPROVAL", "EXPORT_RELEASE", "EXPORT");
  }

  @Test
  void release_thatTheLogDoesNotTake_isUnfinished_andGoesOnWhenItIsGivenAgain() throws Exception {
    takePermits();
    ask(LI, "/api/border/requests", request());
    ask(WU, "/api/border/requests/1/approval", under("SCC-1"));
    JsonNode none = JSON.createObjectNode();
    journal.failAndStoreNothingOf = "EXPORT";
    assertThat(ask(WU, "/api/border/requests/1/release", none))
        .isEqualTo(new Problem(503, "unfinished", "the log is not there"));
    assertThat(overview().path("requests").get(0).path("release").path("entry").isNull()).isTrue();
    journal.failAndStoreNothingOf = "";

    JsonNode released = tree(ask(WU, "/api/border/requests/1/release", none));

    assertThat(released.path("entry").asLong()).isEqualTo(3);
    assertThat(overview().path("register")).hasSize(1);
    assertThat(journal.entries).hasSize(4);
  }

  @Test
  void release_whoseOrderTheLogDoesNotTake_isNotDecided() throws Exception {
    takePermits();
    ask(LI, "/api/border/requests", request());
    ask(WU, "/api/border/requests/1/approval", under("SCC-1"));
    journal.failAndStoreNothingOf = "EXPORT_RELEASE";

    assertThat(
            catchThrowable(
                () -> ask(WU, "/api/border/requests/1/release", JSON.createObjectNode())))
        .isInstanceOf(IOException.class);

    assertThat(overview().path("register")).isEmpty();
  }

  @Test
  void request_ofTheCommandLine_hasNoRequester_soNobodyApprovesIt() throws Exception {
    takePermits();
    try (var opened =
        new TestDoor(KeyRing.load(bytes(keys()), "k", new NoteSignatures())).papers()) {
      opened.border().request(bytes(request().path("request").toString()), "request");
    }
    assertThat(ask(WU, "/api/border/requests/1/approval", under("SCC-1")))
        .extracting(each -> ((Problem) each).code())
        .isEqualTo("requester-unknown");
  }

  private String keys() {
    return "keys: [{key: '%s', from: 2026-01-01T00:00:00Z, to: 2036-01-01T00:00:00Z}]"
        .formatted(office.verifierKey());
  }

  @Test
  void approval_thatTheLogDoesNotTake_doesNotCount() throws Exception {
    takePermits();
    ask(LI, "/api/border/requests", request());
    journal.failAndStoreNothingOf = "EXPORT_APPROVAL";
    assertThat(catchThrowable(() -> ask(WU, "/api/border/requests/1/approval", under("SCC-1"))))
        .isInstanceOf(IOException.class);
    assertThat(overview().path("requests").get(0).path("approved").isNull()).isTrue();
  }

  @Test
  void request_withMistakes_isToldEachOfThem() throws Exception {
    ObjectNode body = request();
    ((ObjectNode) body.path("request")).put("to", "2026-01-01T00:00:00Z").put("basis", "whim");
    Answer answer = ask(LI, "/api/border/requests", body);
    assertThat(((Problem) answer).message()).contains("whim", "later than");
    assertThat(journal.entries).isEmpty();
  }

  @Test
  void paper_thatTheOfficeDidNotSign_isRefused() throws Exception {
    var other = SignerKey.generate("office.example", new SecureRandom());
    String note =
        new String(OfficeNote.sign(bytes(PERMITS), other).toArray(), StandardCharsets.UTF_8);
    assertThat(ask(WU, "/api/border/permits", JSON.createObjectNode().put("note", note)))
        .extracting(each -> ((Problem) each).code())
        .isEqualTo("not-signed");
  }

  @Test
  void paper_thatIsTooLong_isRefused() throws Exception {
    String note = "a".repeat(BorderSection.MAX_TEXT + 1);
    assertThat(ask(WU, "/api/border/permits", JSON.createObjectNode().put("note", note)))
        .isInstanceOf(Problem.class);
  }

  @Test
  void gauges_areTheThresholdsOfTheLaw_andTheCapsOfThePermits() throws Exception {
    takePermits();
    JsonNode gauges = overview().path("gauges");
    assertThat(gauges.findValuesAsText("limit"))
        .containsExactly("100000", "1000000", "1", "10000", "50000");
    assertThat(gauges.findValuesAsText("persons")).containsOnly("0");
  }

  @Test
  void calendar_hasTheFilingOfAContract_itsEnd_andTheAnnualReport_inOrder() throws Exception {
    Permits permits = Permits.load(bytes(PERMITS), "permits");
    List<DueDay> days = DueDay.of(List.of(permits), NOW);
    assertThat(days)
        .extracting(each -> each.kind() + " " + each.day())
        .containsExactly(
            "CONTRACT_FILING 2026-12-04",
            "ANNUAL_REPORT 2026-12-15",
            "COUNT_RESTARTS 2027-01-01",
            "APPROVAL_ENDS 2028-12-31");
    assertThat(days.get(1).daysLeft()).isEqualTo(18);
  }

  @Test
  void report_comesInEveryForm_andNoOther() throws Exception {
    Route report = route("/api/border/report");
    for (String form : List.of("html", "csv", "json", "text")) {
      Call call = new Call(WEI, Map.of(), Map.of("form", form, "language", "en"), request());
      assertThat(report.handler().answer(call)).as(form).isInstanceOf(Download.class);
    }
    Call call = new Call(WEI, Map.of(), Map.of("form", "docx"), request());
    assertThat(report.handler().answer(call)).isInstanceOf(Problem.class);
  }

  @Test
  void auditor_readsAndDoesNothingElse() {
    assertThat(section.routes())
        .filteredOn(each -> each.roles().contains(Role.AUDITOR))
        .extracting(Route::path)
        .containsExactly("/api/border", "/api/border/report");
  }
}
