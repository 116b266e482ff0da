package dev.breakwater.endtoend;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.consent.ConsentDesk;
import dev.breakwater.agent.headunit.Departures;
import dev.breakwater.agent.headunit.HeadUnit;
import dev.breakwater.agent.headunit.HeadUnitSettings;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.time.TrustedTime;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Erased;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A head-unit page and a real Chromium that looks at it. */
final class HeadUnitPage implements AutoCloseable {
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** Chromium asks its maker many things by itself; none of it is the page's. */
  static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-sync",
          "--no-first-run",
          "--lang=zh-CN");

  private final HeadUnit served;
  private final Playwright playwright;
  private final Browser browser;
  final ConsentDesk desk;
  final List<String> complaints = new ArrayList<>();

  HeadUnitPage(Path home) throws IOException, InterruptedException {
    var time = TrustedTime.open(home.resolve("time"), () -> System.nanoTime() / 1_000_000);
    time.observe(Instant.parse("2026-11-26T01:30:00Z"));
    var vault = FileKeyVault.openOrCreate(home.resolve("vault"), new SecureRandom());
    ConsentBook book =
        ConsentBook.open(home.resolve("consent"), vault, Notices.example(), Purpose.BUILT_IN, time);
    desk = ConsentDesk.open(book, home.resolve("receipts"), vault, List.of(), time);
    var departures = Departures.open(home.resolve("left-today"), time);
    fill(departures);
    served =
        HeadUnit.start(
            new HeadUnitSettings("127.0.0.1", 0),
            desk,
            new HeadUnit.Told(departures, Optional::empty, HeadUnitPage::erased));
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(QUIET));
  }

  /** The onshore side has erased what every withdrawal asked for. */
  private static Optional<Erased> erased(long withdrawal) {
    return Optional.of(new Erased("0".repeat(32), withdrawal, "", 1, 30, 5, 6, 7));
  }

  private static void fill(Departures departures) {
    var chain = new ChainId(new VehicleRef("0".repeat(32)), 1, Lane.TELEMETRY);
    long number = 0;
    for (var count :
        Map.of("vehicle.motion.speed", 4321, "exterior.clip.chunk", 12, "control.stayed", 57)
            .entrySet()) {
      for (int i = 0; i < count.getValue(); i++) {
        var id = new ItemId(chain, number++);
        departures.left(new Item(id, count.getKey(), "test", 0, null, 0, List.of(), Bytes.EMPTY));
      }
    }
  }

  /** Opens the page; what goes to another host, and what the console says, are complaints. */
  Page open(String language, boolean night, int width, int height) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setHasTouch(true)
                .setTimezoneId("Asia/Shanghai")
                .setColorScheme(night ? ColorScheme.DARK : ColorScheme.LIGHT));
    Page page = context.newPage();
    page.onRequest(request -> complainAbroad(request.url()));
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    page.navigate(served.address() + "?language=" + language);
    page.waitForSelector(".purpose");
    return page;
  }

  private void complainAbroad(String url) {
    if (!URI.create(url).getAuthority().equals(URI.create(served.address()).getAuthority())) {
      complaints.add("request to " + url);
    }
  }

  static Path pictures() throws IOException {
    return Files.createDirectories(Path.of("target/head-unit"));
  }

  @Override
  public void close() throws IOException {
    browser.close();
    playwright.close();
    served.close();
  }
}
