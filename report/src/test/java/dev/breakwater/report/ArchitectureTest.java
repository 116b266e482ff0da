package dev.breakwater.report;

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

@AnalyzeClasses(packages = "dev.breakwater.report", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule no_report_writes_markup_or_pdf =
      noClasses()
          .that()
          .resideOutsideOfPackages("..report.html..", "..report.pdf..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..report.html..", "..report.pdf..", "org.apache.pdfbox..");

  @ArchTest
  static final ArchRule pages_and_charts_have_no_files_and_no_network =
      noClasses()
          .that()
          .resideInAnyPackage("..report.page..", "..report.chart..", "..report.html..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "..report.evidence..");

  @ArchTest
  static final ArchRule reports_read_logs_and_never_write_them =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..audit.log..", "..audit.store..", "..audit.witness..");

  @ArchTest
  static final ArchRule stages_have_no_cycles =
      slices().matching("dev.breakwater.report.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule report_depends_on_audit_wire_jackson_pdfbox_and_the_jdk_only =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.breakwater.report..",
              "dev.breakwater.audit..",
              "dev.breakwater.wire..",
              "java..",
              "com.fasterxml.jackson..",
              "org.apache.pdfbox..",
              "org.apache.fontbox..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule report_reads_no_clock =
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
