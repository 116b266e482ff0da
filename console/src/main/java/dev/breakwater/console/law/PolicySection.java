package dev.breakwater.console.law;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.Section;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.Fields;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policy in force: everybody who works here may know by what is decided, so every role reads
 * it. Nothing here changes a policy: that is for the compliance office's keys.
 */
public final class PolicySection implements Section {
  /** The most rules that one entry of the log names. */
  static final int MAX_RULES = 64;

  private static final Set<Role> ANYBODY = Set.of(Role.values());

  private final PolicyHistory history;
  private final RuleBook rules;
  private final ShadowResults shadow;

  /**
   * @param bundles which decide in the job
   */
  public PolicySection(PublishedBundles bundles, ShadowResults shadow, InstantSource clock) {
    this.history = new PolicyHistory(bundles, clock);
    this.rules = new RuleBook(history, Instruments.builtIn());
    this.shadow = shadow;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/policy", ANYBODY, call -> overview()),
        Route.get("/api/policy/changes", ANYBODY, call -> changes()),
        Route.get("/api/policy/coverage", ANYBODY, call -> coverage()),
        Route.get("/api/policy/vocabulary", ANYBODY, call -> vocabulary()),
        Route.get("/api/policy/rules", ANYBODY, this::named),
        Route.post("/api/policy/explain", ANYBODY, this::explain));
  }

  /**
   * What is in force.
   *
   * @param before what decided until then; null if nothing did
   * @param published every bundle, the newest first; one whose time has not come is among them
   * @param shadow null if the job has no shadow policy, or it was not asked yet
   */
  record Overview(
      PolicyView active,
      @Nullable PolicyView before,
      List<PolicyView> published,
      @Nullable ShadowView shadow) {}

  private Answer overview() throws IOException {
    List<PolicyView> published =
        new ArrayList<>(history.published().stream().map(PolicyView::of).toList());
    Collections.reverse(published);
    List<String> lines = shadow.lines();
    return new Json(
        new Overview(
            history.activeView(),
            history.beforeView().orElse(null),
            published,
            lines.isEmpty() ? null : ShadowView.of(lines)));
  }

  private Answer changes() {
    return new Json(
        history
            .change()
            .map(change -> Changes.between(change, history.now()))
            .orElse(new Changes(0, 0, List.of())));
  }

  private Answer coverage() {
    return new Json(RuleCoverage.of(history.active()));
  }

  /** What a form can ask with. */
  record Vocabulary(
      List<String> stages, List<String> consents, List<String> categories, List<Known> known) {}

  /** A fact of an item that conditions ask for. */
  record Known(String name, String type) {}

  private Answer vocabulary() {
    return new Json(
        new Vocabulary(
            Arrays.stream(Stage.values()).map(Fields::nameOf).toList(),
            Arrays.stream(Consent.values()).map(Fields::nameOf).toList(),
            history.active().pack().catalog().categories().stream().sorted().toList(),
            Arrays.stream(Variable.values())
                .filter(each -> !each.isOfCatalog() && each != Variable.PURPOSE)
                .map(each -> new Known(each.text(), Fields.nameOf(each.type())))
                .toList()));
  }

  private Answer named(Call call) {
    String ids = call.query().getOrDefault("ids", "");
    List<String> wanted = Arrays.stream(ids.split(",")).filter(id -> !id.isEmpty()).toList();
    if (wanted.size() > MAX_RULES) {
      return new Problem(400, "too-many", "An entry names at most " + MAX_RULES + " rules.");
    }
    return new Json(rules.named(wanted, call.query().getOrDefault("pack", "")));
  }

  private Answer explain(Call call) {
    try {
      return new Json(new Explaining(rules).explain(call.body(), history.active(), history.now()));
    } catch (IllegalArgumentException e) {
      return new Problem(400, "invalid", String.valueOf(e.getMessage()));
    }
  }
}
