package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.pack.PolicyPack;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyCommandTest {
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
          when: latitude > 30.0 && purpose == 'rescue'
          effect: transform
          obligations: [coarsen-position]
          status: unverified
          reason: {zh: 一, en: one, ja: 一}
      """;

  @TempDir private Path folder;

  @Test
  void check_soundPack_saysWhatItIs() throws Exception {
    Path pack = Files.writeString(folder.resolve("own.yaml"), PACK);

    Result result = run("policy", "check", pack.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith(pack + ": own, 1 rules, ");
  }

  @Test
  void check_brokenPackBesideASoundOne_namesEveryMistakeWithACaret() throws Exception {
    Path sound = Files.writeString(folder.resolve("own.yaml"), PACK);
    String text = PACK.replace("latitude >", "lattitude >").replace("from: 2020", "from: 20");
    Path broken = Files.writeString(folder.resolve("broken.yaml"), text);

    Result result = run("policy", "check", broken.toString(), sound.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).startsWith(sound + ": own");
    assertThat(result.err())
        .contains(broken + ":12:11: a day, e.g. 2026-01-31, is expected here")
        .contains(broken + ":15:11: undeclared reference to 'lattitude'")
        .contains("    when: lattitude > 30.0 && purpose == 'rescue'\n          ^");
  }

  @Test
  void print_builtInFiles_canBeCheckedAsTheyArePrinted() throws Exception {
    Path catalog = folder.resolve("catalog.yaml");
    Files.writeString(catalog, run("policy", "print", "catalog").out());
    for (String id : PolicyPack.builtInIds()) {
      Path pack = Files.writeString(folder.resolve(id), run("policy", "print", id).out());
      Result checked = run("policy", "check", pack.toString(), "--catalog", catalog.toString());
      assertThat(checked.out()).contains(PolicyPack.builtIn(id).digest().toString());
    }
    Result none = run("policy", "print", "cn-moon");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("'cn-moon' is none of [cn-auto, ");
  }

  @Test
  void check_treeOfSignals_listsThoseThatNothingCovers() throws Exception {
    Path tree =
        Files.writeString(
            folder.resolve("vss.json"),
            """
            {"Vehicle": {"type": "branch", "children": {
              "Speed": {"type": "sensor", "datatype": "float"},
              "OwnBranch": {"type": "branch", "children": {"Odd": {"type": "actuator"}}}}}}
            """);

    Result result = run("policy", "check", "--vss", tree.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(tree + ": 2 signals, 1 not covered and denied\n  Vehicle.OwnBranch.Odd\n");
  }

  @Test
  @DisplayName("Auto Provisions Art. 8: a raw frame does not leave the car, and why")
  void explain_rawFrame_saysDeniedAndEachClause() {
    Result result =
        run(
            "policy",
            "explain",
            "--stage",
            "offboard",
            "--data",
            "exterior.frame",
            "--at",
            "2026-11-26T00:00:00Z");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("exterior.frame, offboard, at 2026-11-26T00:00:00Z: denied")
        .contains("  Auto Provisions Art. 8: A picture of the outside that is not anonymized")
        .contains("  GB/T 44464-2024 §5.6.1.2: Faces and plates outside the car")
        .contains("important data (Auto Provisions Art. 3 [4]); closed; Auto Provisions Art. 8");
  }

  @Test
  void explain_unverifiedClause_saysSoInTheLanguageAskedFor() {
    Result result =
        run(
            "policy",
            "explain",
            "--stage",
            "collect",
            "--data",
            "Vehicle.Speed",
            "--language",
            "zh");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("vehicle.motion.speed, collect, at 2")
        .contains(": permitted\n")
        .contains("Auto Provisions Art. 4 (the clause is not verified): 与车辆使用");
  }

  @Test
  void explain_builtInPacks_areNamedByTheirIds() {
    Result result =
        run(
            ("policy explain --pack cn-auto --pack cn-border --stage export"
                    + " --data exterior.clip.chunk --at 2026-11-26T00:00:00Z")
                .split(" "));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("2026 Auto Export Guide (the clause is not verified): Geographic data")
        .contains("pack cn-auto+cn-border, ");
  }

  @Test
  void explain_conditionOfOwnPack_isToldByWhatIsSet() throws Exception {
    Path pack = Files.writeString(folder.resolve("own.yaml"), PACK);
    String[] question = {
      "policy",
      "explain",
      "--pack",
      pack.toString(),
      "--stage",
      "offboard",
      "--data",
      "Vehicle.CurrentLocation.Latitude",
      "--purpose",
      "rescue",
      "--set",
      "latitude=31.2"
    };

    Result told = run(question);
    question[question.length - 1] = "latitude=29";
    Result other = run(question);

    assertThat(told.exitCode()).isZero();
    assertThat(told.out()).contains("permitted once done: [coarsen-position]");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.out()).contains("Art. 0: zero [own.otherwise]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy explain --stage collect --data x --at noon | --at noon is no instant.",
        "policy explain --stage collect --data x --set data.grade=open | no condition can ask",
        "policy explain --stage collect --data x --set latitude=north | Give a value of its kind.",
        "policy explain --stage sell --data x | Invalid value for option '--stage'",
        "policy explain --stage collect --data x --pack nowhere.yaml | nowhere.yaml is not a file.",
        "policy explain --stage collect --data x --catalog nowhere.yaml | Name the pack, too.",
        "policy check nowhere.yaml | nowhere.yaml is not a file.",
        "policy check | There is nothing to check.",
        "policy check --vss nowhere.json | nowhere.json is not a file.",
      })
  void anyCommand_badInput_isOneLineAndExitCode2(String line, String problem) {
    Result result = run(line.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(problem).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }
}
