package dev.breakwater.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.breakwater.policy", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule policy_depends_on_wire_its_yaml_reader_and_cel_only =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.breakwater.policy..",
              "dev.breakwater.wire..",
              "java..",
              "com.fasterxml.jackson..",
              "org.yaml.snakeyaml..",
              "dev.cel..",
              "com.google.common..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule only_the_source_package_knows_yaml =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.policy.source")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson..", "org.yaml.snakeyaml..");

  @ArchTest
  static final ArchRule only_the_rule_package_knows_cel =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.policy.rule")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.cel..", "com.google.common..");

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().matching("dev.breakwater.policy.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule rules_the_engine_bundles_the_border_and_the_calendar_do_no_io =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.breakwater.policy",
              "dev.breakwater.policy.rule",
              "dev.breakwater.policy.bundle",
              "dev.breakwater.policy.border",
              "dev.breakwater.policy.calendar")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..");

  @ArchTest
  static final ArchRule policy_reads_no_clock =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule no_class_has_a_name_that_says_nothing =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Misc)");

  @ArchTest
  static void every_package_is_null_marked(JavaClasses classes) {
    classes.stream()
        .map(type -> type.getPackage())
        .distinct()
        .forEach(
            pack -> assertThat(pack.isAnnotatedWith(NullMarked.class)).as(pack.getName()).isTrue());
  }
}
