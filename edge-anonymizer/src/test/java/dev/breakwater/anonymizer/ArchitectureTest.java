package dev.breakwater.anonymizer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
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
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.RawWriter;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.SafeClip;
import dev.breakwater.anonymizer.gate.SafeFrame;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.breakwater.anonymizer", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule nothing_outside_the_gate_constructs_a_safe_frame =
      noClasses()
          .that(not(resideInAPackage("..gate")))
          .should()
          .callConstructorWhere(target(owner(type(SafeFrame.class))))
          .orShould()
          .callConstructorWhere(target(owner(type(SafeClip.class))));

  @ArchTest
  static final ArchRule safe_frames_and_safe_clips_have_no_visible_constructor =
      constructors()
          .that()
          .areDeclaredIn(SafeFrame.class)
          .or()
          .areDeclaredIn(SafeClip.class)
          .should()
          .bePackagePrivate();

  @ArchTest
  static final ArchRule
      only_the_gate_the_generated_drive_and_who_looks_at_what_was_sent_write_frames =
          noClasses()
              .that(not(resideInAPackage("..gate")))
              .and(not(resideInAPackage("..synthetic")))
              .and(not(resideInAPackage("..frame")))
              .and(not(resideInAnyPackage("..evaluate.report", "..evaluate.sample")))
              .should()
              .callMethodWhere(
                  target(
                      owner(
                          type(PictureEncoder.class)
                              .or(type(VideoWriter.class))
                              .or(type(RawWriter.class)))));

  @ArchTest
  static final ArchRule only_the_frame_package_knows_ffmpeg =
      noClasses()
          .that(not(resideInAPackage("..frame")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule only_the_detect_package_knows_onnx_runtime =
      noClasses()
          .that(not(resideInAPackage("..detect")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule the_car_needs_no_desktop =
      noClasses()
          .that(not(resideInAPackage("..synthetic")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.awt..", "javax.imageio..");

  @ArchTest
  static final ArchRule the_library_does_not_log =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.slf4j..");

  @ArchTest
  static final ArchRule stages_have_no_cycle =
      slices().matching("dev.breakwater.anonymizer.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobody_asks_the_wall_clock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule names_say_the_thing =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
          .orShould()
          .resideInAnyPackage("..util..", "..common..", "..helper..", "..misc..", "..impl..");

  @ArchTest
  static final ArchRule every_package_is_null_marked =
      classes().should(resideInANullMarkedPackage());

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getName() + " is @NullMarked"));
      }
    };
  }
}
