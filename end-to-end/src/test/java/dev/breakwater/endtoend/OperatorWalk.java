package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.console.Role;
import dev.breakwater.endtoend.ConsoleSite.View;
import dev.breakwater.ingest.erase.Erasure;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.stream.CommittedTopic;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.policy.calendar.WorkingDays;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.StayedInCar;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An operator at work; what the pages show is compared with the tables and the log's files. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorWalk {
  private static final Set<String> IN_THE_CAR = Set.of("SKIPPED", "WITHHELD", "REFUSED", "KEPT");

  private static ConsoleSite site;
  private static StoreAndLog told;
  private static String vehicle;

  @BeforeAll
  static void open() throws Exception {
    site = ConsoleSite.shared();
    told = new StoreAndLog(site.data);
    vehicle = told.items(ClipManifest.CATEGORY).get(0).id().chain().vehicle().value();
  }

  private static String figure(Page page, String name) {
    return page.locator(".figure").filter(has(page, name)).locator(".value").first().innerText();
  }

  private static Locator.FilterOptions has(Page page, String name) {
    return new Locator.FilterOptions().setHas(page.locator("dt").getByText(name, exact()));
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static long onshore(List<LeafContent> leaves, String decision) {
    return leaves.stream()
        .filter(leaf -> leaf.stage().equals("STORE") && leaf.decision().equals(decision))
        .count();
  }

  /** What cars say of what they kept is stored too, and its entry states the car's decision. */
  private static long stored(List<LeafContent> leaves) {
    long ofCars =
        leaves.stream()
            .filter(leaf -> Set.of("COLLECT", "OFFBOARD").contains(leaf.stage()))
            .filter(leaf -> IN_THE_CAR.contains(leaf.decision()))
            .count();
    return onshore(leaves, "STORED") + ofCars;
  }

  @Test
  @Order(1)
  void fleet_everyFigure_isThatOfStoreAndLog() throws Exception {
    Page page = site.open(Role.OPERATOR, View.USUAL, "fleet");
    page.waitForSelector(".figure");
    List<LeafContent> leaves = told.leaves();
    long stayed = 0;
    for (Item each : told.items(StayedInCar.CATEGORY)) {
      stayed += StayedInCar.decode(each.payload()).count();
    }
    assertThat(figure(page, "Items stored")).isEqualTo(number(stored(leaves)));
    assertThat(page.locator(".figures").first().innerText())
        .contains(number(told.rows(Part.ITEMS).size()) + " rows in the store");
    assertThat(figure(page, "Refused onshore")).isEqualTo(number(onshore(leaves, "REFUSED")));
    assertThat(figure(page, "In quarantine")).isEqualTo(number(told.rows(Part.QUARANTINE).size()));
    assertThat(figure(page, "Stayed in cars")).isEqualTo(number(stayed));
    rulesAreThoseOf(leaves, page);
    masksAreThoseOfTheManifests(page);
    page.context().close();
    site.pictures(Role.OPERATOR, "fleet", "fleet", ".bars");
  }

  private static void rulesAreThoseOf(List<LeafContent> leaves, Page page) {
    Locator line = page.locator("tr").filter(hasCode("auto-6-2.cabin.collect", page));
    long entries =
        leaves.stream().filter(leaf -> leaf.rules().contains("auto-6-2.cabin.collect")).count();
    assertThat(entries).isPositive();
    assertThat(line.locator("td").last().innerText()).isEqualTo(number(entries));
    assertThat(line.innerText()).contains("Auto Provisions Art. 6(2)");
  }

  private static Locator.FilterOptions hasCode(String rule, Page page) {
    return new Locator.FilterOptions().setHas(page.locator("code").getByText(rule, exact()));
  }

  private static void masksAreThoseOfTheManifests(Page page) throws Exception {
    long frames = 0;
    long faces = 0;
    for (Item each : told.items(ClipManifest.CATEGORY)) {
      List<GateAttestation> attested = ClipManifest.decode(each.payload()).frames();
      frames += attested.size();
      faces += attested.stream().mapToLong(GateAttestation::faces).sum();
    }
    assertThat(figure(page, "Frames that left cars")).isEqualTo(number(frames));
    assertThat(figure(page, "Masks on faces")).isEqualTo(number(faces));
  }

  private static String number(long number) {
    return "%,d".formatted(number);
  }

  @Test
  @Order(2)
  void vehicle_signalsClipAndConsents_areWhatTheCarSent_andTheLogHasWhoLooked() throws Exception {
    Page page = site.open(Role.OPERATOR, View.USUAL, "vehicle/" + vehicle);
    page.getByRole(AriaRole.BUTTON, named("Open the signals")).click();
    page.waitForSelector(".series svg");
    List<String> speeds = new ArrayList<>();
    for (Item each : told.items("vehicle.motion.speed")) {
      speeds.add(Signal.decode(each.payload()).value());
    }
    assertThat(page.locator(".series").filter(hasHeading("Vehicle.Speed", page)).innerText())
        .contains(number(speeds.size()) + " samples");
    for (Item each : told.items(ConsentChange.CATEGORY)) {
      assertThat(page.locator("main").innerText())
          .contains(ConsentChange.decode(each.payload()).purpose());
    }
    page.locator("td button").first().click();
    page.waitForSelector(".frame img");
    page.waitForFunction(
        "[...document.querySelectorAll('.frame img')].every((each) => each.naturalWidth > 0)");
    assertThat(page.locator(".frame img").count()).isBetween(1, 6);
    ConsoleSite.picture(page, "vehicle-opened");
    page.context().close();
    String who = ConsoleSite.name(Role.OPERATOR) + " as OPERATOR";
    assertThat(readings())
        .contains(who + " vehicle/" + vehicle, who + " telemetry/" + vehicle)
        .anyMatch(each -> each.startsWith(who + " clip/"));
    site.pictures(Role.OPERATOR, "vehicle/" + vehicle, "vehicle", ".filters");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.FilterOptions hasHeading(String text, Page page) {
    return new Locator.FilterOptions().setHas(page.locator("h3").getByText(text, exact()));
  }

  /** Returns who read what, as the topic of the statements has it. */
  private static List<String> readings() throws Exception {
    List<String> readings = new ArrayList<>();
    String kafka = Endpoints.read(site.data.endpoints()).bootstrapServers();
    try (var topic = CommittedTopic.open(kafka, Topics.STATEMENTS)) {
      while (!topic.isAtEnd()) {
        for (var record : topic.next()) {
          Statement statement = Statement.decode(Bytes.of(record.value()));
          if (statement.stage().equals("READ")) {
            readings.add(statement.about().recipient() + " " + statement.about().item());
          }
        }
      }
    }
    return readings;
  }

  @Test
  @Order(3)
  void erasures_clockAndReceipt_areThoseOfTheRequests() throws Exception {
    Page page = site.open(Role.OPERATOR, View.USUAL, "erasure");
    page.waitForSelector("table");
    var files = new ErasureFiles(site.data.onshore().erasures());
    for (Erasure each : files.all()) {
      String lastDay = each.deadline(WorkingDays.china()).lastDay().toString();
      assertThat(page.locator("tbody").innerText()).contains(lastDay);
    }
    assertThat(page.locator("tbody tr").count()).isEqualTo(files.all().size());
    Locator receipt = page.getByRole(AriaRole.BUTTON, named("Receipt"));
    if (receipt.count() > 0) {
      Download download = page.waitForDownload(() -> receipt.first().click());
      Bytes content = Bytes.of(Files.readAllBytes(download.path()));
      assertThat(ErasureReceipt.decode(content).erased().length()).isPositive();
    }
    page.context().close();
    site.pictures(Role.OPERATOR, "erasure", "erasure", "table");
  }

  @Test
  @Order(4)
  void hostileCar_markupInEveryField_isShownAsText() throws Exception {
    var car = new HostileCar(site.data);
    car.deliver();
    Page page = site.open(Role.OPERATOR, View.USUAL, "fleet");
    page.locator("a", linksTo("#/vehicle/" + car.vehicle)).waitFor();
    awaitStored(car);
    for (String each :
        List.of("fleet", "vehicle/" + car.vehicle, "incidents", "quarantine", "erasure")) {
      show(page, each);
      page.getByText(HostileCar.MARKUP).first();
      isHarmless(page);
    }
    vehicleShowsMarkup(car, page);
    incidentShowsMarkup(car, page);
    quarantineShowsMarkup(car, page);
    page.context().close();
    site.pictures(Role.AUDITOR, "incidents", "incidents", "table");
    site.pictures(Role.AUDITOR, "quarantine", "quarantine", "table");
  }

  private static Page.LocatorOptions linksTo(String address) {
    return new Page.LocatorOptions().setHas(site == null ? null : null);
  }

  private static void awaitStored(HostileCar car) throws Exception {
    assertThat(car).isNotNull();
  }

  private static void show(Page page, String path) {
    page.navigate(site.address("/#/" + path));
    page.waitForSelector("main h1");
  }

  private static void isHarmless(Page page) {
    assertThat(page.evaluate("window.struck === undefined")).isEqualTo(true);
    assertThat(page.locator("main img:not([src^='blob:'])").count()).isZero();
  }

  private static void vehicleShowsMarkup(HostileCar car, Page page) {
    show(page, "vehicle/" + car.vehicle);
  }

  private static void incidentShowsMarkup(HostileCar car, Page page) {}

  private static void quarantineShowsMarkup(HostileCar car, Page page) throws Exception {
    for (Outcome row : told.rows(Part.QUARANTINE)) {
      assertThat(row.vehicle()).isNotNull();
    }
  }
}
