package dev.breakwater.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.breakwater.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("dev.breakwater.(cli.*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_verdict_believes_no_process =
      noClasses()
          .that()
          .haveSimpleNameStartingWith("Summary")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("Events")
          .because("a summary is computed from the sources, Kafka, the store and the log");

  @ArchTest
  static final ArchRule no_banned_names =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)$")
          .because("a name says the thing");
}
