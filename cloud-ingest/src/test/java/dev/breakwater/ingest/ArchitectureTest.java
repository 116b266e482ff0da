package dev.breakwater.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.breakwater.ingest.receive.Receiver;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.breakwater.ingest", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule stages_are_free_of_cycles =
      slices().matching("dev.breakwater.ingest.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule receiver_knows_no_stage_behind_kafka =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.ingest.receive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.breakwater.ingest.job..",
              "dev.breakwater.ingest.onshore..",
              "dev.breakwater.ingest.trail..");

  @ArchTest
  static final ArchRule only_the_receiver_talks_to_vehicles =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.ingest.receive..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.californium..");

  @ArchTest
  static final ArchRule only_the_second_look_knows_the_anonymizer =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.ingest.residual..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.breakwater.anonymizer..");

  @ArchTest
  static final ArchRule only_the_embedded_broker_knows_the_inside_of_kafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.ingest.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..");

  @ArchTest
  static final ArchRule console_sees_only_what_its_source_gives_it =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.ingest.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink..", "org.apache.iceberg..");

  @ArchTest
  static final ArchRule no_stage_reads_the_wall_clock_or_draws_its_own_randomness =
      noClasses()
          .that()
          // Flink opens it on a machine of its own, where nobody can hand it a generator of nonces.
          .doNotHaveFullyQualifiedName("dev.breakwater.ingest.job.AdmissionOperator")
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
  static final ArchRule the_operator_of_the_job_draws_no_randomness_but_for_nonces =
      noClasses()
          .that()
          .haveFullyQualifiedName("dev.breakwater.ingest.job.AdmissionOperator")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule no_class_has_a_name_that_says_nothing =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Misc)");

  @ArchTest
  static void every_package_is_null_marked(JavaClasses classes) {
    assertThat(classes.contain(Receiver.class)).isTrue();
    classes.stream()
        .map(type -> type.getPackage())
        .distinct()
        .forEach(
            pack -> assertThat(pack.isAnnotatedWith(NullMarked.class)).as(pack.getName()).isTrue());
  }
}
