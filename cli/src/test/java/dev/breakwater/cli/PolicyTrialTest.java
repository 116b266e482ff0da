package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("policy test, coverage and diff")
final class PolicyTrialTest {
  private static final String PACK =
      """
      pack: own
      zone: UTC
      otherwise:
        id: own.otherwise
        clause: Art. 0
        from: 2020-01-01
        status: verified
        reason: {zh: 零, en: zero, ja: 零}
      rules:
        - id: own.position
          clause: Art. 1
          from: 2020-01-01
          stages: [offboard]
          categories: [position.precise]
          when: purpose == 'rescue'
          effect: transform
          obligations: [coarsen-position]
          status: unverified
          reason: {zh: 一, en: one, ja: 一}
      """;

  private static final String OTHER_PACK =
      """
      pack: other
      zone: UTC
      otherwise:
        id: other.otherwise
        clause: Art. 9
        from: 2020-01-01
        status: verified
        reason: {zh: 零, en: zero, ja: 零}
      rules:
        - id: other.cabin
          clause: Art. 8
          from: 2020-01-01
          stages: [offboard]
          categories: [cabin.*]
          effect: deny
          status: verified
          reason: {zh: 一, en: one, ja: 一}
      """;

  private static final String CASES =
      """
      cases:
        - name: "rescue"
          stage: offboard
          data: Vehicle.CurrentLocation.Latitude
          purpose: rescue
          at: 2026-01-01T00:00:00Z
          expect: transform
          obligations: [coarsen-position]
        - name: "advertising"
          stage: offboard
          data: position.precise
          purpose: advertising
          at: 2026-01-01T00:00:00Z
          expect: deny
      """;

  private static final String QUESTION =
      """
      {"stage": "offboard", "data": "%s", "purpose": "rescue", "at": "2026-01-01T00:00:00Z"}
      """;

  @TempDir private Path folder;

  @Test
  void test_casesThatHold_exitWith0() throws Exception {
    Result result =
        run("policy", "test", "--pack", write("own.yaml", PACK), write("c.yaml", CASES));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("2 of 2 cases hold, pack own, ").hasLineCount(1);
  }

  @Test
  @DisplayName("Auto Provisions Art. 6(2): the built-in pack is the default")
  void test_caseThatFails_saysWhatCameAndByWhichClause() throws Exception {
    String cases =
        """
        cases:
          - name: "V1 cabin camera by default"
            stage: collect
            data: cabin.camera
            at: 2022-01-01T00:00:00Z
            expect: permit
        """;
    String file = write("c.yaml", cases);

    Result result = run("policy", "test", file);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .startsWith(
            file
                + ":2: V1 cabin camera by default: expected permit, found deny"
                + " (auto-6-2.cabin.collect, Auto Provisions Art. 6(2))\n0 of 1 cases hold");
  }

  @Test
  void test_brokenFiles_nameEveryMistakeOfAll() throws Exception {
    String one = write("one.yaml", CASES.replace("offboard", "sell"));
    String two = write("two.yaml", CASES.replace("expect: deny", "expect: maybe"));

    Result result = run("policy", "test", one, two);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(one + ":3:12: 'sell' is none of")
        .contains(one + ":10:12: 'sell' is none of")
        .contains(two + ":14:13: 'maybe' is none of [permit, transform, deny]");
  }

  @Test
  void test_severalPacks_areInForceTogether() throws Exception {
    String cases =
        CASES
            + """
              - name: "cabin"
                stage: offboard
                data: cabin.camera
                at: 2026-01-01T00:00:00Z
                expect: deny
                rules: [other.cabin]
            """;
    String own = write("own.yaml", PACK);
    String file = write("c.yaml", cases);

    Result both = run("policy", "test", file, "--pack", own, "--pack", write("o.yaml", OTHER_PACK));
    Result twice = run("policy", "test", file, "--pack", own, "--pack", own);

    assertThat(both.exitCode()).isZero();
    assertThat(both.out()).startsWith("3 of 3 cases hold, pack own+other, ");
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains("the rule 'own.position' is in two packs. Give each rule");
  }

  @Test
  void coverage_everyRuleBothWays_exitsWith0() throws Exception {
    Result result =
        run("policy", "coverage", "--pack", write("own.yaml", PACK), write("c.yaml", CASES));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith(
            """
            decides  does not  rule
                  1         1  own.position
                  1         1  own.otherwise
            2 of 2 rules are tried both ways, by 2 cases, pack own, \
            """);
  }

  @Test
  void coverage_ruleThatNoCaseDecides_isNamed() throws Exception {
    String cases = CASES.substring(0, CASES.indexOf("  - name: \"advertising\""));

    Result result =
        run("policy", "coverage", "--pack", write("own.yaml", PACK), write("c.yaml", cases));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("1         0  own.position  <- no case that it does not decide\n")
        .contains("0         1  own.otherwise  <- no case that it decides\n");
  }

  @Test
  void diff_packThatForgetsAndAdds_listsWhatChangesByCategoryAndStage() throws Exception {
    String traffic =
        write(
            "t.jsonl",
            QUESTION.formatted("position.precise")
                + QUESTION.formatted("cabin.camera")
                + QUESTION.formatted("position.precise"));
    String more = PACK.replace("obligations: [", "obligations: [delay, ");

    Result same = diff(PACK, PACK, traffic);
    Result denied = diff(PACK, OTHER_PACK, traffic);
    Result allowed = diff(OTHER_PACK, PACK, traffic);
    Result obliged = diff(PACK, more, traffic);

    assertThat(same.exitCode()).isZero();
    assertThat(same.out()).isEqualTo("0 of 3 answers differ\n");
    assertThat(denied.exitCode()).isEqualTo(1);
    assertThat(denied.out())
        .isEqualTo(
            """
            position.precise, offboard:
              2 newly denied: before by own.position with coarsen-position; \
            after by other.otherwise
            2 of 3 answers differ
            """);
    assertThat(allowed.out()).contains("2 newly allowed: before by other.otherwise; after by own");
    assertThat(obliged.out())
        .contains("2 other obligations: before by own.position with coarsen-position; after by own")
        .contains("with coarsen-position, delay");
  }

  @Test
  void diff_builtInPack_isNamedByItsId() throws Exception {
    String traffic = write("t.jsonl", QUESTION.formatted("Vehicle.Speed"));

    Result result = run("policy", "diff", "cn-auto", write("own.yaml", PACK), "--traffic", traffic);

    assertThat(result.out())
        .contains("1 newly denied: before by auto-4.vehicle")
        .contains("; after by own.otherwise");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"stage\": \"offboard\", \"data\": \"cabin.camera\"} | the field 'at' is missing",
        "{\"stage\": | Unexpected end-of-input",
      })
  void diff_brokenTraffic_isNamedWithItsPlaceAndNothingIsCounted(String line, String problem)
      throws Exception {
    Result result = diff(PACK, OTHER_PACK, write("t.jsonl", QUESTION.formatted("x") + line));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("t.jsonl:2:").contains(problem);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy test nowhere.yaml | nowhere.yaml is not a file.",
        "policy test | Missing required parameter",
        "policy test c.yaml --catalog c.yaml | --catalog is for --pack.",
        "policy coverage nowhere.yaml | nowhere.yaml is not a file.",
        "policy diff a.yaml b.yaml | Missing required option: '--traffic=FILE.jsonl'",
        "policy diff a.yaml b.yaml --traffic t | a.yaml is not a file.",
      })
  void anyCommand_badInput_isOneLineAndExitCode2(String line, String problem) {
    Result result = run(line.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(problem).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  private Result diff(String before, String after, String traffic) throws IOException {
    String old = write("before.yaml", before);
    return run("policy", "diff", old, write("after.yaml", after), "--traffic", traffic);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
