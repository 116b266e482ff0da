package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.evidence.PackVerifier;
import dev.breakwater.audit.evidence.VerifiedPack;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.console.Role;
import dev.breakwater.endtoend.ConsoleSite.View;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Signal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export through the console, up to who is abroad: what he gets, the pages, the register, the
 * border's book and the log are compared with each other and with the store.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExportWalk {
  private static final String SPEED = "vehicle.motion.speed";
  private static final String ENERGY = "vehicle.energy";

  private static ConsoleSite site;
  private static Recipient abroad;
  private static StoreAndLog told;
  private static JsonNode booked = MissingNode.getInstance();

  @BeforeAll
  static void open() throws Exception {
    site = ConsoleSite.shared();
    abroad = Recipient.start(site.data.root());
    told = new StoreAndLog(site.data);
  }

  @AfterAll
  static void close() {
    abroad.close();
    assertThat(site.complaints).isEmpty();
  }

  @Test
  @Order(1)
  void permits_ofTheOffice_areTaken_andARequestIsForSomebodyElseToApprove() throws Exception {
    takePermits();
    Page operator = site.open(Role.OPERATOR, View.USUAL, "border");
    ask(operator);
    Locator row = newest(operator);
    assertThat(row.innerText())
        .contains("waits for approval", "Another person approves what you asked for.");
    assertThat(row.locator("button").count()).isZero();
    operator.context().close();
  }

  private static void takePermits() throws Exception {
    Page administrator = site.open(Role.ADMINISTRATOR, View.USUAL, "border");
    JsonNode before = site.ask(administrator, "/api/border").path("permits").path("sequence");
    Bytes note = abroad.permits(before.asLong(0) + 1);
    administrator.locator("main details summary").first().click();
    administrator.locator("#permits-note").fill(new String(note.toArray(), StandardCharsets.UTF_8));
    administrator.locator("main details button").first().click();
    administrator.locator(".notice.good").waitFor();
    administrator.locator("[data-gauge='OWN-1']").waitFor();
    administrator.context().close();
  }

  /** Asks for more than the approval lets go: what the car says of its battery has to stay. */
  private static void ask(Page operator) throws Exception {
    operator.locator("#ask-purpose").fill("warranty");
    operator.locator("#ask-categories").fill(SPEED + ", " + ENERGY);
    operator.locator("#ask-vehicles").fill(driven().get(0).id().chain().vehicle().value());
    operator.locator("#ask-from").fill("2026-01-01");
    operator.locator("#ask-to").fill("2036-01-01");
    operator.locator("#ask-basis").selectOption("contract");
    operator.locator("#ask-notice").fill("ab".repeat(32));
    operator.locator("#ask-impact-assessment").fill("PIA-7");
    operator.locator("#ask button").click();
    operator.locator(".notice.good").waitFor();
  }

  /** Returns what the car of the drive said of its battery; no hostile car says anything of one. */
  private static List<Item> driven() throws Exception {
    return told.items(ENERGY);
  }

  private static Locator newest(Page page) {
    String caption = "Who asked and who approved are two persons";
    return page.locator(".card", new Page.LocatorOptions().setHasText(caption))
        .locator("tbody tr")
        .first();
  }

  @Test
  @Order(2)
  @DisplayName("Law.md C2: released by another person; what could not be delivered is not lost")
  void release_thatTheRecipientDoesNotTake_isFinishedWhenItIsGivenAgain() throws Exception {
    Page administrator = site.open(Role.ADMINISTRATOR, View.USUAL, "border");
    confirm(administrator);
    administrator.locator(".notice.good").waitFor();
    abroad.failAndTakeNothing();
    confirm(administrator);
    Locator failed = administrator.locator(".notice.bad");
    failed.waitFor();
    assertThat(failed.innerText())
        .contains("The release is not finished", "the recipient answers 503");
    assertThat(newest(administrator).innerText()).contains("logged, not delivered yet");
    assertThat(abroad.parcels()).isEmpty();
    // A browser says by itself that the server answered so.
    assertThat(site.complaints).allMatch(each -> each.contains("a status of 503"));
    site.complaints.clear();
    abroad.takeAgain();
    confirm(administrator);
    administrator.locator(".notice.good").waitFor();
    assertThat(administrator.locator(".notice.good").innerText())
        .containsPattern("is released and delivered: [0-9]+ rows left, [0-9]+ stayed");
    ConsoleSite.picture(administrator, "border-released");
    String number = newest(administrator).locator("td").first().innerText();
    administrator.context().close();
    assertThat(abroad.parcels()).hasSize(1);
    String act = ConsoleSite.name(Role.ADMINISTRATOR) + " export request " + number;
    for (String stage : List.of("EXPORT_APPROVAL", "EXPORT_RELEASE")) {
      assertThat(told.statements(stage)).containsOnlyOnce(act);
    }
  }

  /** Does what the newest request waits for. */
  private static void confirm(Page page) {
    newest(page).locator("button").click();
    page.locator("dialog .danger").click();
  }

  @Test
  @Order(3)
  void register_onThePage_isThatOfTheBook_andItsEntryIsInTheLog() throws Exception {
    Page auditor = site.open(Role.AUDITOR, View.USUAL, "border");
    auditor.locator("#register-form").selectOption("json");
    Download file = auditor.waitForDownload(() -> auditor.locator("#register-report").click());
    String register = Files.readString(file.path());
    var book = Product.run("cloud", "export", "report", "--format", "json", "--data", root());
    assertThat(register).isEqualTo(book.output());
    JsonNode releases = new ObjectMapper().readTree(register);
    booked = releases.get(releases.size() - 1);
    assertThat(text("rows")).isEqualTo(Integer.toString(values().size()));
    assertThat(text("rows-refused")).isEqualTo(Integer.toString(driven().size()));
    pageShowsTheBook(auditor);
    auditor.context().close();
    LeafContent entry = told.leaves().get(Integer.parseInt(text("log-index")));
    assertThat(entry.stage() + " " + entry.decision()).isEqualTo("EXPORT RELEASED");
    assertThat(String.join(" ", entry.rules())).isEqualTo(text("rules"));
    assertThat(entry.pack().hex()).isEqualTo(text("pack"));
    site.pictures(Role.AUDITOR, "border", "border", "#register tbody tr");
  }

  private static void pageShowsTheBook(Page auditor) {
    String request = newest(auditor).innerText();
    assertThat(request)
        .contains("delivered", "entry " + text("log-index"))
        .contains("%s rows leave, %s stay".formatted(text("rows"), text("rows-refused")))
        .contains(ConsoleSite.name(Role.OPERATOR), ConsoleSite.name(Role.ADMINISTRATOR));
    List<String> cells =
        auditor
            .locator("#register tbody tr")
            .filter(new Locator.FilterOptions().setHasText(text("log-index")))
            .last()
            .locator("td")
            .allInnerTexts();
    assertThat(cells)
        .contains(text("release"), "delivered", text("rows"), text("rows-refused"))
        .contains(text("persons-general"), text("persons-sensitive"), text("log-index"));
    assertThat(auditor.locator("[data-gauge='OWN-1']").innerText())
        .contains(text("persons-under-approval") + " of 1,000 persons");
  }

  private static String root() {
    return site.data.root().toString();
  }

  private static String text(String column) {
    return booked.path(column).asText();
  }

  /** Returns how often the driven car's speed had which value, from the store. */
  private static List<String> values() throws Exception {
    String vehicle = driven().get(0).id().chain().vehicle().value();
    List<String> values = new ArrayList<>();
    for (Item each : told.items(SPEED)) {
      if (each.id().chain().vehicle().value().equals(vehicle)) {
        values.add(Signal.decode(each.payload()).value());
      }
    }
    return values;
  }

  @Test
  @Order(4)
  @DisplayName("Auto Provisions Art. 12, NDSMR Art. 38: no field but those of the approval")
  void parcel_hasThePermittedFieldsOfThePermittedRows_andTheDigestThatIsInTheBook()
      throws Exception {
    var json = new ObjectMapper();
    List<String> lines = abroad.parcels().values().iterator().next().lines().toList();
    JsonNode header = json.readTree(lines.get(0));
    assertThat(header.path("digest").asText()).isEqualTo(text("digest"));
    assertThat(header.path("log-index").asText()).isEqualTo(text("log-index"));
    var digests = new ByteArrayOutputStream();
    List<String> values = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      digests.writeBytes(Digest.of(line.getBytes(StandardCharsets.UTF_8)).value().toArray());
      JsonNode row = json.readTree(line);
      assertThat(row.fieldNames()).toIterable().containsOnly("category", "signal", "value");
      assertThat(row.path("category").asText()).isEqualTo(SPEED);
      assertThat(row.path("signal").asText()).isEqualTo("Vehicle.Speed");
      values.add(row.path("value").asText());
    }
    assertThat(values).containsExactlyInAnyOrderElementsOf(values());
    assertThat(Digest.of(digests.toByteArray()).hex()).isEqualTo(text("digest"));
  }

  @Test
  @Order(5)
  @DisplayName("PIPL Art. 54: an audit takes home the pack, and a report that is made of it alone")
  void audit_ofTheExports_isAPackThatVerifies_andItsReportSaysWhatIsInIt() throws Exception {
    Page auditor = site.open(Role.AUDITOR, View.USUAL, "reports?kind=recipient");
    auditor.locator("#about").fill("example-gmbh");
    auditor.locator("#purpose").fill("audit of exports");
    auditor.locator("#with-report").check();
    auditor.locator("#disclose-form").selectOption("html");
    Download file = auditor.waitForDownload(() -> auditor.locator("#disclose").click());
    Map<String, byte[]> folder = unzipped(file.path());
    assertThat(folder).containsOnlyKeys("evidence.zip", "audit.html");
    auditor.context().close();
    byte[] zip = folder.getOrDefault("evidence.zip", new byte[0]);
    VerifiedPack pack =
        new PackVerifier(PolicyFile.read(site.data.logPolicy())).verify(Bytes.of(zip));
    VerifiedPack.Entry export =
        pack.entries().stream()
            .filter(each -> Long.toString(each.index()).equals(text("log-index")))
            .findFirst()
            .orElseThrow();
    assertThat(export.opening().orElseThrow().content().digest().hex()).isEqualTo(text("digest"));
    Path kept = Files.write(Files.createTempFile("walk", ".zip"), zip);
    var alone = Product.verifyIndependently(kept.toString(), site.data.logPolicy().toString());
    assertThat(alone.exitCode()).as(alone.output()).isZero();
    Files.delete(kept);
    reportSaysWhatIsIn(pack, Digest.of(zip), folder.getOrDefault("audit.html", new byte[0]));
  }

  @Test
  @Order(6)
  @DisplayName("Auto Provisions Art. 12: the report says what the book says, and what it hides")
  void report_ofTheBook_agreesWithTheLog_andTellsAReleaseThatTheBookLacks(@TempDir Path folder)
      throws Exception {
    Path report = folder.resolve("exports.html");
    var sound = report(root(), report);
    assertThat(sound.exitCode()).as(sound.output()).isZero();
    assertThat(Files.readString(report))
        .contains(text("recipient"), text("digest"), "entry " + text("log-index"))
        .doesNotContain("not in the book");
    var copy = new DataLayout(copied(folder.resolve("copy")));
    String book = "jdbc:sqlite:" + copy.border().resolve("border.db");
    try (var connection = DriverManager.getConnection(book);
        var statement = connection.createStatement()) {
      statement.execute("DROP TRIGGER keep_releases");
      statement.execute("DELETE FROM releases WHERE number = " + text("release"));
    }
    var hiding = report(copy.root().toString(), folder.resolve("hiding.html"));
    assertThat(hiding.exitCode()).as(hiding.output()).isEqualTo(1);
    assertThat(hiding.output())
        .contains("entry %s of the log: RELEASED".formatted(text("log-index")));
    assertThat(Files.readString(folder.resolve("hiding.html")))
        .contains("Entry %s of the log: not in the book".formatted(text("log-index")));
  }

  /** Returns a copy of the installation but for what the broker and Flink are writing. */
  private static Path copied(Path to) throws Exception {
    Path from = site.data.root();
    var onshore = site.data.onshore();
    var busy =
        List.of(
            site.data.kafka(),
            onshore.checkpoints(),
            onshore.root().resolve("scratch"),
            onshore.store());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (busy.stream().noneMatch(file::startsWith)) {
          Path copy = to.resolve(from.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return to;
  }

  private static Product.Result report(String data, Path out) throws Exception {
    return Product.run(
        "report",
        "exports",
        "--format",
        "html",
        "--language",
        "en",
        "-o",
        out.toString(),
        "--data",
        data);
  }

  private static Map<String, byte[]> unzipped(Path file) throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    try (var zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        files.put(each.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static void reportSaysWhatIsIn(VerifiedPack pack, Digest digest, byte[] html)
      throws Exception {
    try (var report = new ReportPage(site, html)) {
      assertThat(report.figure("entries proven")).isEqualTo("" + pack.entries().size());
      assertThat(report.figure("items disclosed")).isEqualTo("0");
      assertThat(report.text())
          .contains("exports to example-gmbh", ConsoleSite.name(Role.AUDITOR), "audit of exports")
          .contains(pack.checkpoint().root().hex(), "entry " + pack.disclosureIndex())
          .contains(digest.hex());
      report.picture("report-audit");
    }
  }
}
