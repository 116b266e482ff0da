package dev.breakwater.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.breakwater.console.Role;
import dev.breakwater.endtoend.ConsoleSite.View;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds on every page and route of the console, seen in a browser. */
class ConsoleSecurityWalk {
  private static final int MAX_FIRST_LOAD_BYTES = 300_000;
  private static final String AXE = "/axe.min.js";

  private static ConsoleSite site;

  @BeforeAll
  static void open() throws Exception {
    site = ConsoleSite.shared();
  }

  /** Another host, a violation of the policy, an error in the browser's console. */
  @AfterEach
  void assertNoComplaints() {
    assertThat(site.complaints).isEmpty();
  }

  @Test
  void everyRoute_withoutItsRole_is403_withoutASession401() throws IOException {
    Map<Role, BrowserContext> browsers = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      browsers.put(role, site.signedIn(role, View.USUAL));
    }
    JsonNode routes = permissions(requireNonNull(browsers.get(Role.ADMINISTRATOR)));
    BrowserContext nobody = site.visitor(View.USUAL);
    assertThat(routes.size()).isGreaterThan(2);
    for (JsonNode route : routes) {
      assertThat(status(nobody, route)).as("%s", route).isEqualTo(401);
      List<String> allowed = new ArrayList<>();
      route.path("roles").forEach(role -> allowed.add(role.asText()));
      for (Role role : Role.values()) {
        if (!allowed.contains(role.name())) {
          BrowserContext browser = requireNonNull(browsers.get(role));
          assertThat(status(browser, route)).as("%s %s", role, route).isEqualTo(403);
        }
      }
    }
    browsers.values().forEach(BrowserContext::close);
    nobody.close();
  }

  private static JsonNode permissions(BrowserContext administrator) throws IOException {
    var answer = administrator.request().get(site.address("/api/permissions"));
    assertThat(answer.status()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  /** A route of the right role is not asked: it would do what it does. */
  private static int status(BrowserContext browser, JsonNode route) throws IOException {
    String path = route.path("path").asText().replaceAll(":[A-Za-z]+", "0");
    APIRequestContext requests = browser.request();
    return switch (route.path("method").asText()) {
      case "WATCH" -> requests.get(site.address("/api/live?topics=" + path)).status();
      case "GET" -> requests.get(site.address(path)).status();
      default ->
          requests
              .post(
                  site.address(path),
                  RequestOptions.create()
                      .setHeader("X-Breakwater-Token", token(requests))
                      .setData(Map.of()))
              .status();
    };
  }

  private static String token(APIRequestContext requests) throws IOException {
    byte[] session = requests.get(site.address("/api/session")).body();
    return new ObjectMapper().readTree(session).path("token").asText();
  }

  @Test
  void signIn_byKeyboardAlone_opensTheConsole_walksItsPages_andSignsOut() throws Exception {
    Page page = site.visitor(View.USUAL).newPage();
    page.navigate(site.address("/"));
    page.waitForSelector("form.sign-in");
    page.keyboard().type(ConsoleSite.name(Role.AUDITOR));
    page.keyboard().press("Tab");
    page.keyboard().type("not the password");
    page.keyboard().press("Enter");
    page.waitForSelector("form.sign-in .told:not(:empty)");
    page.keyboard().type(site.password(Role.AUDITOR));
    page.keyboard().press("Enter");
    page.waitForSelector("nav.pages");
    page.waitForSelector("main h1");
    walkByTab(page);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).focus();
    page.keyboard().press("Enter");
    page.waitForSelector("form.sign-in");
    assertThat(page.context().request().get(site.address("/api/session")).status()).isEqualTo(401);
    page.context().close();
  }

  @Test
  void frame_inEveryView_isKeptAsAPicture() throws IOException {
    site.pictures(Role.ADMINISTRATOR, "access", "access", "main table");
    site.pictures(Role.OPERATOR, "account", "account", "main form");
    for (View view : View.all()) {
      Page page = site.visitor(view).newPage();
      page.navigate(site.address("/"));
      page.waitForSelector("form.sign-in");
      String light = view.dark() ? "dark" : "light";
      ConsoleSite.picture(page, "sign-in-%s-%s-%d".formatted(view.language(), light, view.width()));
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("%s scrolls sideways", view)
          .isEqualTo(true);
      page.context().close();
    }
  }

  /** From the address bar: skip link, brand, settings, own account, sign-out, then the pages. */
  private static void walkByTab(Page page) {
    String last = page.locator("nav.pages a").last().getAttribute("href");
    for (int i = 0; !last.equals(focused(page)); i++) {
      assertThat(i).as("%s can be reached by Tab", last).isLessThan(60);
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Enter");
    page.waitForURL("**/" + last);
    page.waitForSelector("main:focus");
    assertThat(page.locator("nav.pages a[aria-current]").getAttribute("href")).isEqualTo(last);
  }

  private static Object focused(Page page) {
    return page.evaluate("document.activeElement.getAttribute('href') ?? ''");
  }

  @Test
  void firstLoad_compressed_isSmallerThanPromised() {
    Page page = site.signedIn(Role.OPERATOR, View.USUAL).newPage();
    List<Integer> sizes = new ArrayList<>();
    page.onRequestFinished(request -> sizes.add(request.sizes().responseBodySize));
    page.navigate(site.address("/"));
    page.waitForSelector("main h1");
    page.waitForTimeout(500);
    int sum = sizes.stream().mapToInt(Integer::intValue).sum();
    page.context().close();
    System.out.println("first load: " + sum + " bytes in " + sizes.size() + " answers");
    assertThat(sum).isBetween(10_000, MAX_FIRST_LOAD_BYTES);
  }

  @Test
  void everyPage_inBothThemes_hasNoSeriousViolationOfAccessibility() throws IOException {
    String axe = axe();
    List<String> found = new ArrayList<>();
    for (Role role : Role.values()) {
      for (boolean dark : new boolean[] {false, true}) {
        Page page = site.open(role, new View("en", dark, 1440), "account");
        page.evaluate(axe);
        for (String path : paths(page)) {
          page.evaluate("path => { location.hash = path; }", path);
          page.waitForSelector("nav.pages a[href='" + path + "'][aria-current]");
          page.waitForSelector("main h1");
          page.waitForTimeout(300);
          found.addAll(violations(page, role + (dark ? " dark " : " light ") + path));
        }
        page.context().close();
      }
    }
    assertThat(found).isEmpty();
  }

  /** Returns the script that finds violations. */
  static String axe() throws IOException {
    try (InputStream in = ConsoleSecurityWalk.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> paths(Page page) {
    List<String> paths = new ArrayList<>();
    page.locator("nav.pages a").all().forEach(link -> paths.add(link.getAttribute("href")));
    return paths;
  }

  /** Returns the serious ones of a page that has the script. */
  static List<String> violations(Page page, String where) throws IOException {
    Object result =
        page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(JSON.stringify)");
    List<String> found = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(result.toString()).path("violations")) {
      if (List.of("serious", "critical").contains(each.path("impact").asText())) {
        JsonNode node = each.path("nodes").path(0);
        found.add(
            where
                + ": "
                + each.path("id").asText()
                + " "
                + node.path("html").asText()
                + " "
                + node.path("failureSummary").asText());
      }
    }
    return found;
  }
}
