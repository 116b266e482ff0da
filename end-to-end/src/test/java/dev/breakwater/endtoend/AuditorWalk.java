package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.evidence.PackVerifier;
import dev.breakwater.audit.evidence.VerifiedPack;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.console.Role;
import dev.breakwater.endtoend.ConsoleSite.View;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an auditor does in the console. What a page shows is compared with the log's own files, read
 * here; a server that changes a file on its way is found out by the page.
 */
class AuditorWalk {
  /** Every drive stores the clip of an incident. */
  private static final String CLIP_RULE = "auto-8.exterior.clip";

  private static ConsoleSite site;
  private Page page;

  @BeforeAll
  static void open() throws Exception {
    site = ConsoleSite.shared();
  }

  @BeforeEach
  void signIn() {
    site.complaints.clear();
    page = site.open(Role.AUDITOR, View.USUAL, "log");
  }

  @AfterEach
  void leave() {
    page.context().close();
    assertThat(site.complaints).isEmpty();
  }

  private void go(String hash) {
    page.evaluate("hash => { location.hash = hash; }", "#/" + hash);
  }

  private static LogSource log() throws IOException {
    return LogSource.of(site.data.onshore().log().toString());
  }

  private static Checkpoint checkpoint() throws Exception {
    Bytes note = log().read("checkpoint", SignedNote.MAX_BYTES).orElseThrow();
    return PolicyFile.read(site.data.logPolicy()).accept(note);
  }

  /** Reads every entry of the log's files. */
  private static List<LeafContent> entries() throws Exception {
    long size = checkpoint().size();
    List<LeafContent> entries = new ArrayList<>();
    for (long tile = 0; tile * Tile.FULL < size; tile++) {
      Tile bundle = Tile.at(Tile.ENTRIES, tile, size);
      Bytes content = log().read(bundle.path(), EntryBundle.MAX_BYTES).orElseThrow();
      for (Bytes entry : EntryBundle.decode(content, bundle.width())) {
        entries.add(Leaf.decode(entry).content());
      }
    }
    return entries;
  }

  /** The auditor's own key, which he did not get from the server. */
  private void trust() throws IOException {
    page.locator("#policy").fill(Files.readString(site.data.logPolicy()));
  }

  private String verdict() {
    Locator verdict = page.locator("[data-verdict]");
    verdict.waitFor();
    return verdict.getAttribute("data-verdict");
  }

  private void openEntry(long index) throws IOException {
    go("entry/" + index);
    page.locator("#entry-check [data-verdict=integrity], #entry-check [data-verdict=broken]")
        .waitFor();
    trust();
    page.locator("#entry-check [data-verdict=verified], #entry-check [data-verdict=broken]")
        .waitFor();
  }

  @Test
  void log_showsTheHeadOfTheFiles_andVerifiesItWithAKeyOfTheAuditorsOwn() throws Exception {
    page.locator("#root").waitFor();
    assertThat(page.locator("#root").innerText()).isEqualTo(checkpoint().root().hex());
    assertThat(page.locator("main").innerText()).contains("not independent");
    page.locator("#check-head").click();
    assertThat(verdict()).isEqualTo("integrity");
    trust();
    page.locator("#check-head").click();
    assertThat(verdict()).isEqualTo("verified");
    assertThat(page.locator("[data-step=signature]").count()).isEqualTo(1);
    ConsoleSite.picture(page, "log-verified");
    page.locator("#operators-policy").click();
    page.getByText("These keys came from the operator's server").waitFor();
    page.locator("#check-head").click();
    page.getByText("signed by the key that the operator's server named").waitFor();
  }

  @Test
  void entry_isShownAsTheTileHasIt_withItsClause_andProvenStepByStep() throws Exception {
    List<LeafContent> entries = entries();
    int index =
        IntStream.range(0, entries.size())
            .filter(each -> !entries.get(each).rules().isEmpty())
            .findFirst()
            .orElseThrow();
    openEntry(index);
    assertThat(verdict()).isEqualTo("verified");
    assertThat(page.locator("[data-step=left], [data-step=right]").count())
        .isGreaterThanOrEqualTo(Long.SIZE - Long.numberOfLeadingZeros(entries.size() - 1) - 1);
    page.locator(".rule").first().waitFor();
    String told = page.locator("main").innerText();
    LeafContent leaf = entries.get(index);
    assertThat(told).contains(leaf.commitment().hex(), leaf.pack().hex(), leaf.stage());
    PolicyPack pack = PolicyPack.cnAuto();
    pack.rules().stream()
        .filter(rule -> leaf.rules().contains(rule.id()))
        .forEach(rule -> assertThat(told).contains(rule.clause(), rule.reason().en()));
    ConsoleSite.picture(page, "entry-verified");
  }

  /** Changes one bit of what the server sends of a file. */
  private void tamper(String glob, int offset) {
    page.route(glob, route -> changed(route, offset));
  }

  private static void changed(Route route, int offset) {
    byte[] body = route.fetch().body();
    body[Math.floorMod(offset, body.length)] ^= 1;
    route.fulfill(new Route.FulfillOptions().setBodyBytes(body));
  }

  private List<String> failedSteps() {
    return page.locator(".steps li.bad").all().stream()
        .map(step -> step.getAttribute("data-step"))
        .toList();
  }

  @Test
  void entry_ofWhichOneBitIsChanged_isShownAsTampered_andTheStepThatFails() throws Exception {
    // Entry 0 is what its bundle begins with, after two bytes of length.
    tamper("**/log/tile/entries/**", 20);
    openEntry(0);
    assertThat(verdict()).isEqualTo("broken");
    assertThat(failedSteps()).contains("tileOther", "rootOther");
    ConsoleSite.picture(page, "entry-tampered");
  }

  @Test
  void tile_ofWhichOneBitIsChanged_givesAnotherRoot() throws Exception {
    // The hash of entry 1, the sibling of entry 0.
    tamper("**/log/tile/0/**", 40);
    openEntry(0);
    assertThat(verdict()).isEqualTo("broken");
    assertThat(failedSteps()).containsExactly("rootOther");
  }

  @Test
  void checkpoint_ofWhichTheTextIsChanged_hasAWrongSignature() throws Exception {
    String origin = checkpoint().origin();
    // A digit of the root's base64, on the third line.
    int root = origin.length() + 1 + Long.toString(checkpoint().size()).length() + 1;
    tamper("**/log/checkpoint", root + 3);
    openEntry(0);
    assertThat(verdict()).isEqualTo("broken");
    assertThat(failedSteps()).hasSize(1);
    assertThat(failedSteps().get(0)).isIn("broken.signature", "broken.form");
  }

  @Test
  void search_findsWhatTheTilesHave_provesEachHit_andIsItselfInTheLog() throws Exception {
    go("search");
    page.locator("#search-clause").fill(CLIP_RULE);
    page.locator("#search").click();
    page.locator("#check-hits").waitFor();
    List<LeafContent> entries = entries();
    long found = entries.stream().filter(each -> each.rules().contains(CLIP_RULE)).count();
    assertThat(found).isPositive();
    assertThat(page.locator("#results tbody tr").count()).isEqualTo((int) found);
    String href = page.locator("#results p a").first().getAttribute("href");
    LeafContent search = entries.get(Integer.parseInt(href.substring(href.lastIndexOf('/') + 1)));
    assertThat(search.stage()).isEqualTo("SEARCH");
    trust();
    page.locator("#check-hits").click();
    page.locator("#hits-check .notice.good").waitFor();
    assertThat(page.locator("#results .badge.good").count()).isEqualTo((int) found);
    ConsoleSite.picture(page, "search");
  }

  private Path disclosed(boolean payload) throws IOException {
    go("search");
    page.locator("#search-decision").fill("STORED");
    page.locator("#search-clause").fill("auto-4.vehicle");
    page.locator("#search").click();
    page.locator("#check-hits").waitFor();
    page.locator("#results tbody a").first().click();
    page.locator("a[href*='reports?kind=item']").click();
    page.locator("#purpose").fill("walk");
    if (payload) {
      page.locator("#payload").check();
    }
    Download file = page.waitForDownload(() -> page.locator("#disclose").click());
    Path kept = Files.createTempFile("walk", ".zip");
    file.saveAs(kept);
    return kept;
  }

  @Test
  void disclosure_ofAHit_isAPackThatVerifies_withThePayloadOnlyIfItWasTicked() throws Exception {
    for (boolean payload : List.of(false, true)) {
      Path file = disclosed(payload);
      VerifiedPack pack =
          new PackVerifier(PolicyFile.read(site.data.logPolicy()))
              .verify(Bytes.of(Files.readAllBytes(file)));
      assertThat(pack.request().auditor()).isEqualTo(ConsoleSite.name(Role.AUDITOR));
      assertThat(pack.entries()).hasSize(1);
      assertThat(pack.entries().get(0).item().isPresent()).isEqualTo(payload);
      Files.delete(file);
    }
    ConsoleSite.picture(page, "reports");
  }

  @Test
  void policy_isTheOneThatDecidedTheNewestEntry_andExplainsAsTheEngineDecides() throws Exception {
    go("policy");
    page.locator("#policy-digest").waitFor();
    List<LeafContent> entries = entries();
    String decided =
        entries.stream()
            .filter(each -> each.stage().equals("STORE"))
            .reduce((one, later) -> later)
            .orElseThrow()
            .pack()
            .hex();
    assertThat(page.locator("#policy-digest").innerText()).isEqualTo(decided);
    page.locator("#explain-stage").selectOption("offboard");
    page.locator("#explain-data").fill("position.precise");
    page.locator("#explain").click();
    page.locator("#verdict").waitFor();
    var request =
        new Request(Stage.OFFBOARD, "position.precise", "", Consent.NOT_SET, Instant.now());
    Decision decision = PolicyEngine.compile(PolicyPack.cnAuto()).decide(request);
    String told = page.locator("#explained").innerText();
    String verdict = decision.match(yes -> "Permitted.", once -> "Permitted once", no -> "Denied.");
    assertThat(told).contains(verdict);
    assertThat(told).contains(decision.clauses());
    assertThat(told).contains(decision.because().get(0).reason().en());
    ConsoleSite.picture(page, "policy");
  }

  @Test
  void pages_inOtherLanguagesLightsAndWidths_areKeptAsPictures() throws Exception {
    site.pictures(Role.AUDITOR, "entry/0", "entry", "[data-verdict]");
    site.pictures(Role.AUDITOR, "search", "search-asked", "#search");
    site.pictures(Role.AUDITOR, "reports", "reports-made", "#make-incident");
  }
}
