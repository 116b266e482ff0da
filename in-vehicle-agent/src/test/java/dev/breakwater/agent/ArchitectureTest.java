package dev.breakwater.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.breakwater.agent.cabin.CabinSample;
import dev.breakwater.agent.cabin.CabinSensors;
import dev.breakwater.agent.cabin.FunctionExit;
import dev.breakwater.agent.cabin.ReleasedExcerpt;
import dev.breakwater.agent.capture.mqtt.InVehicleAddress;
import dev.breakwater.agent.decide.Routed;
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
  static final ArchRule cabin_data_has_no_path_to_the_seal_but_what_a_function_may_send =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.breakwater.agent.seal..",
              "dev.breakwater.agent.outbox..",
              "dev.breakwater.agent.uplink..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are of the cabin, and no excerpt of a function",
                  type ->
                      type.getPackageName().startsWith("dev.breakwater.agent.cabin")
                          && !type.isEquivalentTo(ReleasedExcerpt.class)));

  @ArchTest
  static final ArchRule only_the_sealer_takes_what_a_function_may_send =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.agent.cabin..")
          .and()
          .areNotAssignableTo(Sealer.class)
          .and()
          .doNotHaveSimpleName("CabinFeed")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ReleasedExcerpt.class);

  @ArchTest
  static final ArchRule only_the_exit_of_functions_makes_what_may_leave =
      noClasses()
          .that()
          .areNotAssignableTo(FunctionExit.class)
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "an excerpt is released",
                  call -> call.getTargetOwner().isEquivalentTo(ReleasedExcerpt.class)));

  @ArchTest
  static final ArchRule cabin_data_knows_no_way_out =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.cabin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.breakwater.agent.seal..",
              "dev.breakwater.agent.outbox..",
              "dev.breakwater.agent.uplink..",
              "dev.breakwater.agent.headunit..",
              "java.net..",
              "java.nio.channels..",
              "io.vertx..",
              "io.netty..");

  @ArchTest
  static final ArchRule cabin_samples_are_seen_by_the_cabin_and_its_feed_alone =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.agent.cabin..")
          .and()
          .doNotHaveSimpleName("CabinFeed")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(CabinSample.class);

  @ArchTest
  static final ArchRule listing_the_cabin_sensors_opens_no_file =
      noClasses()
          .that()
          .areAssignableTo(CabinSensors.class)
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
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
  static final ArchRule only_uplink_statutory_lane_and_survey_open_sockets =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.breakwater.agent.uplink..",
              "dev.breakwater.agent.statutory",
              "dev.breakwater.agent.survey",
              "dev.breakwater.agent.headunit..")
          .and()
          .areNotAssignableTo(InVehicleAddress.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net..", "javax.net..", "org.eclipse.californium..", "io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule only_the_uplink_speaks_coap =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.agent.uplink..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.californium..");

  @ArchTest
  static final ArchRule geodata_has_no_path_to_the_seal_or_the_uplink =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.breakwater.agent.seal..",
              "dev.breakwater.agent.outbox..",
              "dev.breakwater.agent.uplink..",
              "dev.breakwater.agent.statutory..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.breakwater.agent.survey..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Routed.class);

  @ArchTest
  static final ArchRule survey_knows_no_other_way_out =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.survey..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.breakwater.agent.seal..",
              "dev.breakwater.agent.outbox..",
              "dev.breakwater.agent.uplink..",
              "dev.breakwater.agent.statutory..");

  @ArchTest
  static final ArchRule the_statutory_lane_knows_no_pictures_and_no_cabin =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.statutory..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.breakwater.agent.cabin..",
              "dev.breakwater.agent.uplink..",
              "dev.breakwater.anonymizer..");

  @ArchTest
  static final ArchRule only_a_source_in_the_car_has_a_broker =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.breakwater.agent.capture.mqtt")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.paho..");

  @ArchTest
  static final ArchRule a_broker_is_reached_by_an_address_in_the_car =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.capture.mqtt")
          .and()
          .areNotAssignableTo(InVehicleAddress.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net..");

  @ArchTest
  static final ArchRule plans_and_what_waits_for_them_know_no_way_out =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.breakwater.agent.seal..",
              "dev.breakwater.agent.outbox..",
              "dev.breakwater.agent.uplink..",
              "dev.breakwater.agent.cabin..");

  @ArchTest
  static final ArchRule raw_frames_never_wait_for_a_condition =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.plan..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Frame.class);

  @ArchTest
  static final ArchRule the_head_unit_page_listens_and_connects_to_nothing =
      noClasses()
          .that()
          .resideInAPackage("dev.breakwater.agent.headunit..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "open a way out",
                  type ->
                      type.getPackageName().startsWith("org.eclipse.californium")
                          || type.getName().matches("io\\.vertx\\..*(Client|Datagram|Dns).*")
                          || (type.getPackageName().startsWith("java.net")
                              && !type.getSimpleName().equals("InetAddress")
                              && !type.getSimpleName().equals("UnknownHostException"))))
          .orShould()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "a client is made",
                  call -> call.getName().matches("create.*(Client|Datagram|Dns).*")));

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
