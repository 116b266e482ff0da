package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.console.Role;
import dev.breakwater.endtoend.ConsoleSite.View;
import dev.breakwater.ingest.erase.Erasure;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.policy.calendar.WorkingDays;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.MaskedFrame;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An operator at work; what the pages show is compared with the tables and the log's files. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorWalk {
  private static final Set<String> IN_THE_CAR = Set.of("SKIPPED", "WITHHELD", "REFUSED", "KEPT");

  private static final int MOST_TRIES = 120;

  private static ConsoleSite site;
  private static StoreAndLog told;
  private static String vehicle;
  private static int shown;

  @BeforeAll
  static void open() throws Exception {
    site = ConsoleSite.shared();
    told = new StoreAndLog(site.data);
    vehicle = driven().id().chain().vehicle().value();
  }

  /** Returns the manifest of the drive; a kept site may have those of hostile cars. */
  private static Item driven() throws Exception {
    for (Item each : told.items(ClipManifest.CATEGORY)) {
      if (!ClipManifest.decode(each.payload()).sensor().equals(HostileCar.MARKUP)) {
        return each;
      }
    }
    throw new AssertionError("the drive stored no clip");
  }

  @AfterAll
  static void pages_complainOfNothing() {
    assertThat(site.complaints).isEmpty();
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
    outlinesAreThoseOfTheManifest(page);
    ConsoleSite.picture(page, "vehicle-opened");
    page.context().close();
    String who = ConsoleSite.name(Role.OPERATOR) + " as OPERATOR";
    assertThat(told.statements("READ"))
        .contains(who + " vehicle/" + vehicle, who + " telemetry/" + vehicle)
        .anyMatch(each -> each.startsWith(who + " clip/"));
    site.pictures(Role.OPERATOR, "vehicle/" + vehicle, "vehicle", ".filters");
  }

  private static void outlinesAreThoseOfTheManifest(Page page) throws Exception {
    long told = 0;
    for (MaskedFrame each : ClipManifest.decode(driven().payload()).masked()) {
      told += each.areas().size();
    }
    assertThat(page.locator(".outlines > *").count()).isEqualTo((int) told);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.FilterOptions hasHeading(String text, Page page) {
    return new Locator.FilterOptions().setHas(page.locator("h3").getByText(text, exact()));
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
    String name = car.vehicle.value();
    Page page = site.open(Role.OPERATOR, View.USUAL, "account");
    await(page, "vehicle/" + name, name);
    // The last that it delivers is there: so is all else of it.
    await(page, "incidents", name.substring(0, 12));
    await(page, "quarantine", HostileCar.MARKUP);
    await(page, "vehicle/" + name, "position.coarse");
    vehicleShowsMarkup(page);
    incidentShowsMarkup(page, name);
    quarantineShowsMarkup(page, name);
    show(page, "fleet");
    page.locator(".bars", text(HostileCar.MARKUP)).first().waitFor();
    isHarmless(page);
    page.context().close();
    site.pictures(Role.OPERATOR, "vehicle/" + name, "hostile-vehicle", ".filters");
    site.pictures(Role.AUDITOR, "incidents", "incidents", "table");
    site.pictures(Role.AUDITOR, "quarantine", "quarantine", "table");
  }

  private static Page.LocatorOptions text(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  /** What is delivered is on the page a few seconds later. */
  private static void await(Page page, String path, String text) throws Exception {
    for (int tries = 1; !isShown(page, path, text); tries++) {
      assertThat(tries).as("%s has no %s", path, text).isLessThan(MOST_TRIES);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private static boolean isShown(Page page, String path, String text) {
    show(page, path);
    return page.locator("main").innerText().contains(text);
  }

  private static void show(Page page, String path) {
    page.navigate(site.address("/?" + shown++ + "#/" + path));
    page.waitForSelector("main h1, main .notice.bad");
  }

  private static void isHarmless(Page page) {
    assertThat(page.evaluate("window.struck === undefined")).isEqualTo(true);
    assertThat(page.locator("main img:not([src^='blob:'])").count()).isZero();
  }

  private static void vehicleShowsMarkup(Page page) throws Exception {
    for (String card : List.of("What people", "What stayed", "Collection plans", "Lost and")) {
      assertThat(page.locator(".card", text(card)).innerText()).contains(HostileCar.MARKUP);
    }
    assertThat(page.locator(".card", text("What is known")).innerText())
        .contains(HostileCar.MARKUP + ", number 7", "Agent");
    page.getByRole(AriaRole.BUTTON, named("Open the signals")).click();
    page.waitForSelector(".track path");
    assertThat(page.locator(".series h3").first().innerText()).isEqualTo(HostileCar.MARKUP);
    // Two cells north, two east; no coordinate reaches the page.
    assertThat(page.locator(".track path").getAttribute("d")).matches("M[0-9. ]+L[0-9. ]+");
    assertThat(page.content()).doesNotContain("31.2").doesNotContain("120.1");
    isHarmless(page);
    ConsoleSite.picture(page, "hostile-track");
  }

  private static void incidentShowsMarkup(Page page, String name) throws Exception {
    show(page, "incidents");
    page.locator("tr", text(name.substring(0, 12))).locator("a").first().click();
    page.locator("main h1", text("Incident")).first().waitFor();
    page.locator(".card", text("Evidence")).waitFor();
    assertThat(page.locator(".card", text("Evidence")).innerText()).contains(HostileCar.MARKUP);
    String proof = page.locator(".card", text("What the log says")).innerText();
    List<LeafContent> leaves = told.leaves();
    Matcher index = Pattern.compile("entry ([0-9,]+) is in").matcher(proof);
    assertThat(index.find()).as(proof).isTrue();
    int place = Integer.parseInt(index.group(1).replace(",", ""));
    assertThat(leaves.get(place).decision()).isEqualTo("STORED");
    assertThat(proof).contains("STORE: STORED");
    isHarmless(page);
    ConsoleSite.picture(page, "incident-opened");
  }

  private static void quarantineShowsMarkup(Page page, String name) throws Exception {
    show(page, "quarantine");
    Locator lines = page.locator("tr", text(name.substring(0, 12)));
    Locator unsealed = lines.filter(withText("No accepted segment"));
    assertThat(unsealed.innerText()).contains("DSL Art. 27, PIPL Art. 51", HostileCar.MARKUP);
    String early = lines.filter(withText("cannot be")).locator("a").getAttribute("href");
    unsealed.locator("a").click();
    assertThat(askAgain(page)).containsPattern("Given to the job again: entry [0-9,]+ of the log");
    show(page, early.substring(2));
    assertThat(askAgain(page)).contains("a number is decided once");
    assertThat(page.locator("main").innerText()).contains(HostileCar.MARKUP, "CAPTURE_TIME");
    isHarmless(page);
    String who = ConsoleSite.name(Role.OPERATOR);
    assertThat(told.statements("READMIT")).anyMatch(each -> each.startsWith(who + ": the clock"));
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static String askAgain(Page page) throws Exception {
    page.getByText("Its first bytes").waitFor();
    page.getByRole(AriaRole.BUTTON, named("Check it once more")).click();
    page.locator("dialog textarea").fill("the clock was wrong");
    ConsoleSite.picture(page, "quarantine-release");
    page.getByRole(AriaRole.BUTTON, named("Have it checked")).click();
    Locator answer = page.locator("[aria-live] .notice");
    answer.waitFor();
    return answer.innerText();
  }
}
