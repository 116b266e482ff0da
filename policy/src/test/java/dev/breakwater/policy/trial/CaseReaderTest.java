package dev.breakwater.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaseReaderTest {
  @Test
  void load_everyField_isReadAsWritten() throws Exception {
    List<Case> cases =
        load(
            """
            cases:
              - name: "V1 all that can be said"
                stage: export
                data: data.b
                consent: in-vehicle
                purpose: rescue
                at: 2026-11-23T00:00:00Z
                known: {jurisdiction: CN, anonymized: true, latitude: -31.25, notice: ""}
                expect: transform
                rules: [one, two]
                clauses: ["Art. 1"]
                obligations: [mask, strip-pose]
            """);

    var facts =
        new KnownFacts(
            Map.of(
                Variable.JURISDICTION,
                "CN",
                Variable.ANONYMIZED,
                true,
                Variable.LATITUDE,
                -31.25,
                Variable.NOTICE,
                ""));
    var request =
        new Request(
            Stage.EXPORT,
            "data.b",
            "rescue",
            Consent.IN_VEHICLE,
            Instant.parse("2026-11-23T00:00:00Z"),
            facts);
    var expected =
        new Expectation(
            Effect.TRANSFORM,
            List.of("one", "two"),
            List.of("Art. 1"),
            Set.of(Obligation.MASK, Obligation.STRIP_POSE));
    assertThat(cases)
        .containsExactly(new Case("V1 all that can be said", "x.yaml:2", request, expected));
  }

  @Test
  void load_whatMayBeMissing_isNothing() throws Exception {
    Case tried = load("cases:\n" + oneCase("Vehicle.A.Door", "deny")).get(0);

    assertThat(tried.request())
        .isEqualTo(
            new Request(
                Stage.STORE,
                "data.a",
                "",
                Consent.NOT_SET,
                Instant.parse("2026-01-01T00:00:00Z"),
                new KnownFacts(Map.of())));
    assertThat(tried.expected())
        .isEqualTo(new Expectation(Effect.DENY, List.of(), List.of(), Set.of()));
  }

  @Test
  void load_dataThatTheCatalogDoesNotKnow_isMeantWhereTheRulesAreNamed() throws Exception {
    String meant = oneCase("data.a.odd", "deny") + "    rules: [otherwise]\n";

    assertThat(load("cases:\n" + meant).get(0).request().category()).isEqualTo("data.a.odd");
    assertThatThrownBy(() -> load("cases:\n" + oneCase("data.a.odd", "deny")))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("x.yaml:4:11: the catalog does not know it");
  }

  @Test
  void load_brokenFile_namesEveryPlaceAtOnce() throws Exception {
    Bytes yaml = resource("mistakes.yaml");

    var e =
        catchThrowableOfType(
            InvalidSourceException.class,
            () -> Case.load(yaml, "mistakes.yaml", SmallCatalog.load()));

    String expected = new String(resource("mistakes.txt").toArray(), StandardCharsets.UTF_8);
    assertThat(e.getMessage() + "\n").isEqualTo(expected);
  }

  static String oneCase(String data, String expect) {
    return """
      - name: "%1$s is %2$s"
        stage: store
        data: %1$s
        at: 2026-01-01T00:00:00Z
        expect: %2$s
    """
        .formatted(data, expect);
  }

  private static List<Case> load(String yaml) throws InvalidSourceException {
    Bytes bytes = Bytes.of(yaml.getBytes(StandardCharsets.UTF_8));
    return Case.load(bytes, "x.yaml", SmallCatalog.load());
  }

  private static Bytes resource(String name) throws Exception {
    try (InputStream in = CaseReaderTest.class.getResourceAsStream(name)) {
      return Bytes.of(in.readAllBytes());
    }
  }
}
