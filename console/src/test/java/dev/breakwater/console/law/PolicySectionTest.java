package dev.breakwater.console.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.User;
import dev.breakwater.console.law.Changes.Found;
import dev.breakwater.console.law.PolicyHistory.Change;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.compare.Shadow;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.trial.Case;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicySectionTest {
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final User AUDITOR = new User("wei", Set.of(Role.AUDITOR));

  private final List<String> shadow = new ArrayList<>();
  private final PolicySection section =
      new PolicySection(PublishedBundles.none(), () -> shadow, () -> NOW);

  private Answer ask(String path, Map<String, String> query, JsonNode body) throws IOException {
    Route route =
        section.routes().stream()
            .filter(each -> each.path().equals(path))
            .findFirst()
            .orElseThrow();
    return route.handler().answer(new Call(AUDITOR, Map.of(), query, body));
  }

  private JsonNode json(String path, Map<String, String> query, JsonNode body) throws IOException {
    return JSON.valueToTree(((Json) ask(path, query, body)).value());
  }

  private JsonNode get(String path) throws IOException {
    return json(path, Map.of(), JSON.createObjectNode());
  }

  private static ObjectNode form(String stage, String data, String consent) {
    return JSON.createObjectNode().put("stage", stage).put("data", data).put("consent", consent);
  }

  @Test
  void explanation_ofEveryBuiltInCase_isTheEnginesDecisionWithItsRulesAndClauses()
      throws Exception {
    var pack = PolicyPack.cnAuto();
    var engine = PolicyEngine.compile(pack);
    List<Case> cases = Case.load(PolicyPack.builtInCases("cn-auto"), "cases", pack.catalog());
    assertThat(cases).hasSizeGreaterThan(50);
    for (Case each : cases) {
      Request asked = each.request();
      ObjectNode form =
          form(Fields.nameOf(asked.stage()), asked.category(), Fields.nameOf(asked.consent()));
      form.put("purpose", asked.purpose()).put("at", asked.at().toString());
      var bare =
          new Request(
              asked.stage(), asked.category(), asked.purpose(), asked.consent(), asked.at());
      Decision decision = engine.decide(bare);
      JsonNode told = json("/api/policy/explain", Map.of(), form);
      assertThat(told.path("verdict").asText()).isEqualTo(Fields.nameOf(decision.effect()));
      assertThat(told.path("because").findValuesAsText("id")).isEqualTo(decision.rules());
      assertThat(told.path("digest").asText()).isEqualTo(pack.digest().hex());
    }
  }

  @Test
  void explanation_ofAFactThatARuleAsksFor_takesItIntoAccount() throws Exception {
    ObjectNode form = form("offboard", "geo.raw", "not-set");
    form.putObject("known").put("latitude", "north");
    assertThat(ask("/api/policy/explain", Map.of(), form))
        .isEqualTo(new Problem(400, "invalid", "latitude: a number, e.g. 31.2, is expected here"));
    form.putObject("known").put("data.sensor", "camera");
    assertThat(ask("/api/policy/explain", Map.of(), form)).isInstanceOf(Problem.class);
  }

  @Test
  void form_withoutAStageThatThereIs_isRefused() throws Exception {
    assertThat(ask("/api/policy/explain", Map.of(), form("launder", "geo.raw", "not-set")))
        .isInstanceOf(Problem.class);
  }

  @Test
  void overview_withoutBundles_isTheBuiltInPolicyAndNothingBeforeIt() throws Exception {
    JsonNode told = get("/api/policy");
    assertThat(told.path("active").path("digest").asText())
        .isEqualTo(PolicyPack.cnAuto().digest().hex());
    assertThat(told.path("active").path("signers")).isEmpty();
    assertThat(told.path("before").isNull()).isTrue();
    assertThat(told.path("published")).isEmpty();
    assertThat(told.path("shadow").isNull()).isTrue();
    assertThat(get("/api/policy/changes").path("asked").asLong()).isZero();
  }

  @Test
  void ruleOfAnEntry_isReadInThePolicyThatDecided_andElseSaysSo() throws Exception {
    Rule rule = PolicyPack.cnAuto().rules().get(0);
    String ids = rule.id() + ",no.such.rule";
    String digest = PolicyPack.cnAuto().digest().hex();
    JsonNode exact =
        json("/api/policy/rules", Map.of("ids", ids, "pack", digest), JSON.createObjectNode());
    assertThat(exact.get(0).path("exact").asBoolean()).isTrue();
    assertThat(exact.get(0).path("rule").path("clause").asText()).isEqualTo(rule.clause());
    assertThat(exact.get(0).path("rule").path("reason").path("zh").asText())
        .isEqualTo(rule.reason().zh());
    assertThat(exact.get(1).path("rule").isNull()).isTrue();
    JsonNode other =
        json("/api/policy/rules", Map.of("ids", ids, "pack", "00"), JSON.createObjectNode());
    assertThat(other.get(0).path("exact").asBoolean()).isFalse();
  }

  @Test
  void moreRulesThanAnEntryHas_areRefused() throws Exception {
    String ids = "a,".repeat(PolicySection.MAX_RULES + 1);
    assertThat(ask("/api/policy/rules", Map.of("ids", ids), JSON.createObjectNode()))
        .isInstanceOf(Problem.class);
  }

  @Test
  void everyClauseOfABuiltInRule_hasTheTitleOfItsLaw() {
    Instruments instruments = Instruments.builtIn();
    List<String> without =
        PolicyPack.builtInIds().stream()
            .flatMap(id -> PolicyPack.builtIn(id).rules().stream())
            .map(Rule::clause)
            .filter(clause -> instruments.of(clause).isEmpty())
            .toList();
    assertThat(without).isEmpty();
  }

  @Test
  void coverage_ofTheBuiltInPolicy_isWhatItsCasesTry() throws Exception {
    JsonNode told = get("/api/policy/coverage");
    assertThat(told.path("failing")).isEmpty();
    assertThat(told.path("rules")).hasSize(PolicyPack.cnAuto().rules().size() + 1);
    assertThat(told.path("bothWays").asInt()).isEqualTo(told.path("rules").size());
  }

  @Test
  void changes_areThoseThatEveryStageKindAndConsentShow() {
    var before = PolicyEngine.compile(PolicyPack.cnAuto());
    var after = PolicyEngine.compile(PolicyPack.cnExport());
    long differ = 0;
    for (Stage stage : Stage.values()) {
      for (String category : before.pack().catalog().categories()) {
        for (Consent consent : Consent.values()) {
          var request = new Request(stage, category, "", consent, NOW);
          Decision one = before.decide(request);
          Decision other = after.decide(request);
          boolean same =
              one.effect() == other.effect() && one.obligations().equals(other.obligations());
          differ += same ? 0 : 1;
        }
      }
    }
    Changes changes = Changes.between(new Change(before, after), NOW);
    assertThat(differ).isPositive();
    assertThat(changes.differ()).isEqualTo(differ);
    assertThat(changes.differences().stream().mapToLong(Found::count).sum()).isEqualTo(differ);
  }

  @Test
  void shadow_isWhatTheJobsLinesSay_addedUpOverItsParts() throws Exception {
    var live = PolicyEngine.compile(PolicyPack.cnAuto());
    var found = Shadow.of(PolicyEngine.compile(PolicyPack.builtIn("eu-gdpr")));
    var request = new Request(Stage.STORE, "vehicle.motion.speed", "", Consent.NOT_SET, NOW);
    found.observe(request, live.decide(request));
    shadow.addAll(found.report().lines());
    shadow.addAll(found.report().lines());
    JsonNode told = get("/api/policy").path("shadow");
    assertThat(told.path("asked").asLong()).isEqualTo(2);
    long differ = found.report().comparison().total();
    assertThat(told.path("differ").asLong()).isEqualTo(2 * differ);
    assertThat(told.path("differences")).hasSize((int) (2 * differ));
  }
}
