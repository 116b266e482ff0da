package dev.breakwater.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.breakwater.agent.cabin.CabinSensors;
import dev.breakwater.agent.outbox.Commit;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.anonymizer.frame.Frame;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.breakwater.agent", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule stages_are_free_of_cycles =
      slices().matching("dev.breakwater.agent.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule no_stage_knows_the_agent =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.breakwater.agent");

  @ArchTest
  static final ArchRule cabin_data_has_no_path_to_the_seal =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.breakwater.agent.seal..",
              "dev.breakwater.agent.outbox..",
              "dev.breakwater.agent.uplink..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.breakwater.agent.cabin..");

  @ArchTest
  static final ArchRule cabin_sensors_know_no_way_out =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.cabin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.breakwater.agent.seal..",
              "dev.breakwater.agent.outbox..",
              "dev.breakwater.agent.uplink..",
              "java.net..",
              "java.nio.channels..");

  @ArchTest
  static final ArchRule cabin_sensors_open_no_file =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.cabin..")
          .should()
          .callMethodWhere(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "Files is used for more than listing",
                  call ->
                      call.getTargetOwner().isEquivalentTo(Files.class)
                          && !call.getName().equals("newDirectoryStream")
                          && !call.getName().equals("isDirectory")));

  @ArchTest
  static final ArchRule raw_frames_have_no_path_to_the_seal =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.breakwater.agent.seal..",
              "dev.breakwater.agent.outbox..",
              "dev.breakwater.agent.uplink..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Frame.class);

  @ArchTest
  static final ArchRule the_car_verifies_proofs_and_neither_writes_nor_reads_a_log =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.breakwater.audit.auditor..",
              "dev.breakwater.audit.log..",
              "dev.breakwater.audit.store..");

  @ArchTest
  static final ArchRule only_the_sealer_fills_the_outbox =
      noClasses()
          .that()
          .areNotAssignableTo(Sealer.class)
          .and()
          .resideOutsideOfPackage("dev.breakwater.agent.outbox")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Commit.class);

  @ArchTest
  static final ArchRule only_the_uplink_opens_sockets =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.agent.uplink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "org.eclipse.californium..");

  @ArchTest
  static final ArchRule agent_reads_no_wall_clock =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule no_class_has_a_name_that_says_nothing =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Misc)");

  @ArchTest
  static void every_package_is_null_marked(JavaClasses classes) {
    assertThat(classes.contain(CabinSensors.class)).isTrue();
    classes.stream()
        .map(type -> type.getPackage())
        .distinct()
        .forEach(
            pack -> assertThat(pack.isAnnotatedWith(NullMarked.class)).as(pack.getName()).isTrue());
  }
}
