package dev.breakwater.audit;

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
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.breakwater.audit", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule the_auditor_does_not_know_the_writer =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..audit.auditor..",
              "..audit.evidence..",
              "..audit.witness..",
              "..audit.timestamp..",
              "..audit.standalone..",
              "..audit.fsck..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..audit.log..", "..audit.store..");

  @ArchTest
  static final ArchRule layout_and_proofs_have_no_files_and_no_network =
      noClasses()
          .that()
          .resideInAnyPackage("..audit.layout..", "..audit.proof..", "..audit.checkpoint..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "..audit.store..", "..audit.log..");

  @ArchTest
  static final ArchRule stages_have_no_cycles =
      slices().matching("dev.breakwater.audit.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule audit_depends_on_wire_bouncy_castle_and_the_jdk_only =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.breakwater.audit..",
              "dev.breakwater.wire..",
              "java..",
              "javax.crypto..",
              "javax.security.auth.x500..",
              "org.bouncycastle..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule audit_reads_no_clock =
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
