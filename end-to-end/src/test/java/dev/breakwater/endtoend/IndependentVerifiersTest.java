package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The verifiers of evidence packs that share no line with ours: the page in a real Chromium, opened
 * from a file as a stranger opens it, and the one in Python.
 */
class IndependentVerifiersTest {
  private static final String PAGE = "/dev/breakwater/audit/evidence/verifier.html";
  private static final String DROP =
      """
      files => {
        const all = new DataTransfer();
        for (const [name, encoded] of files) {
          const octets = Uint8Array.from(atob(encoded), c => c.charCodeAt(0));
          all.items.add(new File([octets], name));
        }
        document.dispatchEvent(new DragEvent("drop", {dataTransfer: all, cancelable: true}));
      }\
      """;

  @TempDir static Path home;
  private static Playwright playwright;
  private static Browser browser;
  private static Page page;
  private static final List<String> COMPLAINTS = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    Assumptions.assumeTrue(Files.exists(HeadUnitPage.CHROMIUM));
    new DisclosedPack(home);
    try (InputStream in = IndependentVerifiersTest.class.getResourceAsStream(PAGE)) {
      Files.write(home.resolve("verifier.html"), in.readAllBytes());
    }
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(HeadUnitPage.CHROMIUM)
                    .setArgs(HeadUnitPage.QUIET));
    page = browser.newPage();
    page.onConsoleMessage(message -> COMPLAINTS.add(message.text()));
    page.onPageError(COMPLAINTS::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith("file:") && !request.url().startsWith("blob:")) {
            COMPLAINTS.add("request to " + request.url());
          }
        });
    page.navigate(home.resolve("verifier.html").toUri().toString());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      playwright.close();
    }
  }

  @AfterEach
  void nothingWasAskedForAndNothingFailed() {
    assertThat(COMPLAINTS).isEmpty();
  }

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(home.resolve(name));
  }

  private static String verdict(byte[] pack, String policy) throws IOException {
    page.reload();
    page.locator("[data-language=en]").click();
    List<List<String>> files = new ArrayList<>();
    files.add(List.of("pack.zip", Base64.getEncoder().encodeToString(pack)));
    if (!policy.isEmpty()) {
      files.add(List.of(policy, Base64.getEncoder().encodeToString(file(policy))));
    }
    page.evaluate(DROP, files);
    page.waitForSelector("#verdict.good, #verdict.bad, #verdict.open");
    return page.locator("#verdict").textContent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy", "policy-of-groups", "policy-of-log-alone"})
  void page_goodPack_isVerifiedAndShowsWhatTheEntriesSay(String policy) throws Exception {
    assertThat(verdict(file("pack.zip"), policy)).startsWith("Verified");
    assertThat(page.locator("#steps li.bad").count()).isZero();
    assertThat(page.locator("#rows tr").count()).isEqualTo(3);
    assertThat(page.locator("#rows").textContent()).contains("7/1/BULK/0", "32 bytes", "closed");
  }

  @Test
  void page_contentOfThePack_isShownAsTextAlone() throws Exception {
    verdict(file("pack.zip"), "policy");

    assertThat(page.locator("#steps").textContent()).contains(DisclosedPack.QUESTION);
    assertThat(page.locator("img").count()).isZero();
    assertThat(page.title()).isEqualTo("Evidence pack verifier");
  }

  @Test
  void page_withoutAPolicy_saysIntegrityOnly() throws Exception {
    assertThat(verdict(file("pack.zip"), "")).startsWith("Integrity only");
    assertThat(page.locator("#steps").textContent()).contains("Not checked");
  }

  @Test
  void page_packThatAnotherProgramCompressed_isVerified() throws Exception {
    byte[] compressed = HostileZips.compressed(home.resolve("pack.zip"));

    assertThat(compressed).hasSizeLessThan(file("pack.zip").length);
    assertThat(verdict(compressed, "policy")).startsWith("Verified");
  }

  @ParameterizedTest
  @CsvSource({
    "policy-of-another, disclosure.tlog-proof, no log of the policy",
    "policy-of-all, disclosure.tlog-proof, witnesses did not cosign",
    "no-policy, policy, no C2SP tlog-policy"
  })
  void page_policyThatDoesNotTrustTheLog_isBroken(String policy, String file, String problem)
      throws Exception {
    Files.writeString(home.resolve("no-policy"), "log\n");
    assertThat(verdict(file("pack.zip"), policy)).startsWith("Broken: " + file).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "entries/000000000300.item, sealed, opened, does not have its digest",
    "manifest, review, revive, disclosure of another pack",
    "disclosure.opening, Example, Another, does not open its entry",
    "entries/000000000301.opening, trip-1, trip-2, does not have its digest",
    "disclosure.tlog-proof, index 4, index 3, is not in the tree"
  })
  void bothVerifiers_changedPack_isBroken(String name, String from, String to, String problem)
      throws Exception {
    byte[] bad = HostileZips.changed(home.resolve("pack.zip"), name, from, to);
    assertThat(verdict(bad, "policy")).startsWith("Broken").contains(problem);
    Files.write(home.resolve("changed.zip"), bad);
    assertThat(python("changed.zip", "policy").exitCode()).isEqualTo(1);
  }

  @Test
  void page_hostileZip_isRefusedBeforeItIsUnpacked() throws Exception {
    Path pack = home.resolve("pack.zip");
    assertThat(verdict(HostileZips.bomb(), "")).contains("manifest", "larger than it may be");
    assertThat(verdict(HostileZips.claim(), "")).contains("larger than it may be");
    assertThat(verdict(HostileZips.twice(), "")).contains("manifest", "occurs twice");
    for (String name : List.of("../x", "/etc/passwd", "entries/1.item", "models/<b>", "a\nb")) {
      assertThat(verdict(HostileZips.with(pack, name), ""))
          .as(name)
          .contains("a file name that no");
    }
    assertThat(verdict(HostileZips.with(pack, "models/more.md"), ""))
        .contains("not in the manifest");
    assertThat(verdict(new byte[] {1, 2, 3}, "")).startsWith("Broken: zip");
    assertThat(verdict(new byte[100], "")).contains("no plain zip file");
  }

  @Test
  void page_cannotConnectAnywhere() {
    assertThatThrownBy(() -> page.evaluate("() => fetch('http://127.0.0.1:1/')"))
        .isInstanceOf(PlaywrightException.class);
    assertThat(COMPLAINTS).isNotEmpty().allMatch(each -> each.contains("Content Security Policy"));
    COMPLAINTS.clear();
  }

  @ParameterizedTest
  @CsvSource({"zh, 验证通过", "ja, 検証済み"})
  void page_otherLanguages_sayItToo(String language, String verified) throws Exception {
    page.setViewportSize(390, 844);
    verdict(file("pack.zip"), "policy");
    page.locator("[data-language=" + language + "]").click();

    assertThat(page.locator("#verdict").textContent()).startsWith(verified);
    assertThat(page.locator("html").getAttribute("lang")).startsWith(language);
    Object beyond =
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(beyond).as("pixels to the right of the screen").isEqualTo(0);
    Files.createDirectories(Path.of("target/verifier"));
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/verifier/" + language + ".png")));
    page.setViewportSize(1280, 900);
  }

  private static Product.Result python(String pack, String policy) throws Exception {
    return Product.verifyIndependently(
        home.resolve(pack).toString(), home.resolve(policy).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy", "policy-of-groups", "policy-of-log-alone"})
  void python_quorumThatIsMet_verifies(String policy) throws Exception {
    var run = python("pack.zip", policy);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("300 STORE STORED", "verified: question vehicle 7");
  }

  @ParameterizedTest
  @CsvSource({"policy-of-all, quorum", "policy-of-another, no log of the policy"})
  void python_quorumThatIsNotMet_orAnotherKey_fails(String policy, String problem)
      throws Exception {
    var run = python("pack.zip", policy);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains(problem);
  }
}
