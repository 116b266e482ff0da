package dev.breakwater.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.breakwater.console", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule only_the_server_knows_http =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.console.serve..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..", "java.net.http..");

  @ArchTest
  static final ArchRule sections_know_the_contract_and_not_the_server =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.console.serve..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.breakwater.console.serve..");

  @ArchTest
  static final ArchRule the_contract_knows_no_section =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.console")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.breakwater.console.*..");

  @ArchTest
  static final ArchRule stages_have_no_cycles =
      slices().matching("dev.breakwater.console.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule console_reads_no_clock_and_draws_no_randomness =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(SecureRandom.class);

  @ArchTest
  static final ArchRule names_say_the_thing =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .resideInAnyPackage("..util..", "..common..", "..helper..", "..misc..", "..impl..");

  @ArchTest
  static final ArchRule every_package_is_null_marked =
      classes()
          .should(
              new ArchCondition<JavaClass>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(new SimpleConditionEvent(type, marked, type.getName()));
                }
              });
}
