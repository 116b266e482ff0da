package dev.breakwater.policy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.SmallPack;
import dev.breakwater.policy.compare.Comparison.Counted;
import dev.breakwater.policy.compare.Difference.Answer;
import dev.breakwater.policy.compare.Difference.Change;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.wire.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final PolicyEngine live =
      SmallPack.engine(
          SmallPack.rule("a.permit", "permit", "when: data.subject == 'nobody'"),
          SmallPack.rule("b.mask", "transform", "obligations: [mask]", "consent: [\"yes\"]"));

  @Test
  void shadow_ofTheSameRules_findsNothing() {
    Shadow.Report report = observe(Shadow.of(live));

    assertThat(report).isEqualTo(new Shadow.Report(4, 0, new Comparison.Report(List.of(), 0)));
  }

  @Test
  void shadow_ofOtherRules_tellsEachChangeWithBothLists() {
    var other =
        SmallPack.engine(
            SmallPack.rule("c.deny", "deny", "when: data.subject == 'nobody'", "consent: [\"no\"]"),
            SmallPack.rule("d.delay", "transform", "obligations: [delay, mask]"));

    Shadow.Report report = observe(Shadow.of(other));

    Answer zero = new Answer(List.of("otherwise"), Set.of());
    Answer permit = new Answer(List.of("a.permit"), Set.of());
    Answer mask = new Answer(List.of("b.mask"), Set.of(Obligation.MASK));
    Answer both = new Answer(List.of("a.permit", "b.mask"), Set.of(Obligation.MASK));
    Answer delay = new Answer(List.of("d.delay"), Set.of(Obligation.DELAY, Obligation.MASK));
    Answer deny = new Answer(List.of("c.deny"), Set.of());
    assertThat(report.comparison().differences())
        .containsExactly(
            counted(Change.NEWLY_DENIED, "data.a", permit, deny),
            counted(Change.OTHER_OBLIGATIONS, "data.a", both, delay),
            counted(Change.NEWLY_ALLOWED, "data.b", zero, delay),
            counted(Change.OTHER_OBLIGATIONS, "data.b", mask, delay));
    assertThat(report.comparison().total()).isEqualTo(4);
  }

  @Test
  void shadow_thatThrows_isCountedAndThrowsNothing() {
    Function<Request, Decision> broken =
        request -> {
          throw new IllegalStateException("broken");
        };

    Shadow.Report report = observe(new Shadow(broken, SmallCatalog.load()));

    assertThat(report).isEqualTo(new Shadow.Report(4, 4, new Comparison.Report(List.of(), 0)));
  }

  @Test
  void comparison_dataThatTheCatalogDoesNotKnow_isOneCategory() {
    var comparison = new Comparison(SmallCatalog.load());

    for (int i = 0; i < 5_000; i++) {
      comparison.add(request("data.odd" + i, Consent.YES), answer(0), deny());
    }

    assertThat(comparison.report().differences())
        .singleElement()
        .returns(5_000L, Counted::count)
        .returns("unknown", each -> each.difference().category());
  }

  @Test
  void comparison_moreDifferencesThanTheLimit_countsTheRestTogether() {
    var comparison = new Comparison(SmallCatalog.load());
    int all = Comparison.MAX_DIFFERENCES + 7;

    IntStream.range(0, all)
        .forEach(i -> comparison.add(request("data.a", Consent.YES), answer(i), deny()));
    comparison.add(request("data.a", Consent.YES), answer(0), deny());

    assertThat(comparison.report().differences()).hasSize(Comparison.MAX_DIFFERENCES);
    assertThat(comparison.report().beyond()).isEqualTo(7);
    assertThat(comparison.report().total()).isEqualTo(all + 1);
  }

  private Decision answer(int number) {
    String id = "rule." + number;
    var engine = SmallPack.engine(SmallPack.rule(id, "permit"));
    return new Decision.Permit(engine.pack().rules(), Digest.ZERO);
  }

  private Decision deny() {
    return new Decision.Deny(List.of(live.pack().otherwise()), Digest.ZERO);
  }

  private Shadow.Report observe(Shadow shadow) {
    for (String category : List.of("data.a", "data.b")) {
      for (Consent consent : List.of(Consent.NO, Consent.YES)) {
        Request request = request(category, consent);
        shadow.observe(request, live.decide(request));
      }
    }
    return shadow.report();
  }

  private static Counted counted(Change change, String category, Answer before, Answer after) {
    return new Counted(new Difference(change, Stage.STORE, category, before, after), 1);
  }

  private static Request request(String category, Consent consent) {
    return new Request(Stage.STORE, category, "test", consent, NOON);
  }
}
