package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.console.Role;
import dev.breakwater.console.account.Accounts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running onshore side with what one drive left in it, an account of each role, and a real
 * Chromium. One for all walks through the console: {@link DriveTest} has them as nested classes. A
 * walk that is run alone drives the built-in drive first, once.
 */
final class ConsoleSite {
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final Path OWN_DATA = Path.of("target/console-site");

  /** Of no map: the pictures of the test show nothing that is anywhere. */
  static final String REVIEW_NUMBER = "GS(2026)1234号";

  private static final long MOST_TENTHS = 1800;
  private static final double PATIENCE_MILLIS = 120_000;

  private static @Nullable ConsoleSite shared;
  private static int taken;
  private static @Nullable Path driven;

  /** Where everything of the installation lies. */
  final DataLayout data;

  /** What a page should not have said or asked; empty at the end of every walk. */
  final List<String> complaints = new ArrayList<>();

  private final Process cloud;
  private final URI address;
  private final Map<Role, String> passwords = new EnumMap<>(Role.class);
  private final Map<Role, List<Cookie>> sessions = new EnumMap<>(Role.class);
  private final Playwright playwright;
  private final Browser browser;

  /**
   * How a page is looked at.
   *
   * @param language zh, en or ja
   */
  record View(String language, boolean dark, int width) {
    static final View USUAL = new View("en", false, 1440);

    /** Other languages, lights and widths; each page is looked at in one of them besides. */
    private static final List<View> OTHERS =
        List.of(
            new View("zh", true, 1440),
            new View("zh", false, 360),
            new View("en", true, 360),
            new View("ja", false, 2560));

    static List<View> all() {
      return Stream.concat(Stream.of(USUAL), OTHERS.stream()).toList();
    }

    /** Returns the usual view and the next of the others. */
    static List<View> next() {
      return List.of(USUAL, OTHERS.get(taken++ % OTHERS.size()));
    }
  }

  private ConsoleSite(Path root) throws Exception {
    data = new DataLayout(root);
    Path output = Files.createDirectories(data.logs()).resolve("site.log");
    makeAccounts();
    writeMap(data, documentedMap());
    cloud =
        Product.start(
            output,
            "cloud",
            "run",
            "--port",
            "0",
            "--console",
            "0",
            "--data",
            root.toString(),
            "--config",
            configuration(root).toString());
    Runtime.getRuntime().addShutdownHook(new Thread(cloud::destroyForcibly));
    awaitReady(output);
    address = Endpoints.read(data.endpoints()).console();
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(HeadUnitPage.CHROMIUM)
                    .setArgs(HeadUnitPage.QUIET));
  }

  private static Path configuration(Path root) throws IOException {
    return Files.writeString(
        root.resolve("site.yaml"),
        """
        receiver: {host: 127.0.0.1, port: 0}
        job: {checkpoint-interval: 1s}
        map: {module: "%s", review-number: "%s"}
        """
            .formatted(map(new DataLayout(root)).toAbsolutePath(), REVIEW_NUMBER));
  }

  private static Path map(DataLayout data) {
    return data.root().resolve("map");
  }

  /** Changes the operator's map; a page that is opened afterwards has the new one. */
  static void writeMap(DataLayout data, String module) throws IOException {
    Path map = Files.createDirectories(map(data));
    for (String picture : List.of("land-light.svg", "land-dark.svg")) {
      try (InputStream in = ConsoleSite.class.getResourceAsStream("/map/" + picture)) {
        Files.write(map.resolve(picture), in.readAllBytes());
      }
    }
    Files.writeString(map.resolve("map.js"), module);
  }

  /** Returns the module that the documentation shows. */
  static String documentedMap() throws IOException {
    String text = Files.readString(Path.of("../docs/console.md"));
    int from = text.indexOf("```js\n") + "```js\n".length();
    return text.substring(from, text.indexOf("```", from));
  }

  private void awaitReady(Path output) throws Exception {
    for (int tenth = 0; !Files.readString(output).contains("event=ready"); tenth++) {
      assertThat(cloud.isAlive() && tenth < MOST_TENTHS).as(Files.readString(output)).isTrue();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void makeAccounts() throws Exception {
    var accounts = Accounts.open(data.accounts(), InstantSource.system(), new SecureRandom());
    for (Role role : Role.values()) {
      String name = name(role);
      passwords.put(
          role,
          accounts.find(name).isPresent()
              ? accounts.renewPassword(name)
              : accounts.add(name, Set.of(role)));
    }
  }

  static String name(Role role) {
    return "walk-" + role.name().toLowerCase(Locale.ROOT);
  }

  String password(Role role) {
    return passwords.getOrDefault(role, "");
  }

  /** Names the data of a drive that has ended, or will have: the site is started on them. */
  static synchronized void willBeOn(Path data) {
    assertThat(shared).as("one site a process").isNull();
    driven = data;
  }

  /** Returns the site of this process, started if there is none. */
  static synchronized ConsoleSite shared() throws Exception {
    if (shared == null) {
      shared = new ConsoleSite(driven == null ? drive() : driven);
    }
    return shared;
  }

  private static Path drive() throws Exception {
    if (!Files.exists(OWN_DATA.resolve("summary.json"))) {
      var run = Product.run("demo", "--exit", "--port", "0", "--data", OWN_DATA.toString());
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
    return OWN_DATA;
  }

  static synchronized void stop() throws InterruptedException {
    if (shared != null) {
      shared.browser.close();
      shared.playwright.close();
      shared.cloud.destroy();
      shared.cloud.waitFor();
      shared = null;
    }
  }

  /** Returns the address of a path of the console. */
  String address(String path) {
    return address.resolve(path).toString();
  }

  URI address() {
    return address;
  }

  /** Returns what the onshore side has used of the processors so far. */
  Duration cpu() {
    return cloud.info().totalCpuDuration().orElseThrow();
  }

  /** Returns a browser without a session; what it asks elsewhere or says is a complaint. */
  BrowserContext visitor(View view) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(view.width(), view.width() < 500 ? 800 : 1000)
                .setLocale(view.language())
                .setTimezoneId("Asia/Shanghai")
                .setColorScheme(view.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                // The certificate is made for this machine; that it is the right one is tested
                // with a client that trusts its authority.
                .setIgnoreHTTPSErrors(true));
    // The machine may have much else to do.
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.onRequest(request -> complainAbroad(request.url()));
    context.onConsoleMessage(message -> complainAloud(message.type(), message.text()));
    context.onWebError(error -> complaints.add(error.error()));
    return context;
  }

  private void complainAbroad(String url) {
    if (!url.startsWith("blob:")
        && !address.getAuthority().equals(URI.create(url).getAuthority())) {
      complaints.add("request to " + url);
    }
  }

  /**
   * A violation of the content security policy is an error too. That a route refused, which a page
   * turns into a sentence, the browser tells by itself.
   */
  private void complainAloud(String type, String text) {
    if (Set.of("error", "warning").contains(type) && !text.contains("with a status of 4")) {
      complaints.add(type + ": " + text);
    }
  }

  /** Opens a page, signed in: {@code open(Role.AUDITOR, View.USUAL, "log")}. */
  Page open(Role role, View view, String page) {
    BrowserContext context = signedIn(role, view);
    Page opened = context.newPage();
    opened.navigate(address("/#/" + page));
    opened.waitForSelector("main h1");
    return opened;
  }

  /** Returns a browser with a session of the role: the same until somebody signs out. */
  BrowserContext signedIn(Role role, View view) {
    BrowserContext context = visitor(view);
    context.addCookies(sessions.getOrDefault(role, List.of()));
    if (context.request().get(address("/api/session")).status() != 200) {
      var own = Map.of("name", name(role), "password", password(role));
      var answer =
          context.request().post(address("/api/sign-in"), RequestOptions.create().setData(own));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      sessions.put(role, context.cookies());
    }
    return context;
  }

  /** Returns what a route answers to the browser of a page. */
  JsonNode ask(Page page, String path) throws IOException {
    var answer = page.context().request().get(address(path));
    assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  /** Keeps what the page looks like, from top to bottom. */
  static Path picture(Page page, String name) throws IOException {
    Path file = Files.createDirectories(PICTURES).resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return file;
  }

  /** Keeps pictures of a page in the usual view and another; in neither it scrolls sideways. */
  void pictures(Role role, String page, String name, String awaited) throws IOException {
    for (View view : View.next()) {
      Page opened = open(role, view, page);
      opened.waitForSelector(awaited);
      String light = view.dark() ? "dark" : "light";
      picture(opened, "%s-%s-%s-%d".formatted(name, view.language(), light, view.width()));
      assertThat(opened.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("%s scrolls sideways in %s", page, view)
          .isEqualTo(true);
      opened.context().close();
    }
  }
}
