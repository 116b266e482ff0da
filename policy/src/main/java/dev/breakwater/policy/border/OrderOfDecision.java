package dev.breakwater.policy.border;

import dev.breakwater.policy.border.Route.Blocked;
import dev.breakwater.policy.border.Route.ContractOrCertification;
import dev.breakwater.policy.border.Route.Exempt;
import dev.breakwater.policy.border.Route.NotAnExport;
import dev.breakwater.policy.border.Route.SecurityAssessment;
import dev.breakwater.policy.source.BuiltIn;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which route the law demands for an export: the first step that applies decides. Order and numbers
 * are those of law.md 9.1 and 3. "以上" includes the number, and what is compared is the number with
 * the person of this export in it. That information about more than 100,000 persons is itself
 * important data (Auto Provisions Art. 3(5)) matters for reports and is not applied here (law.md
 * 16(5)). Pure, total, and safe for use by several threads.
 */
public final class OrderOfDecision {
  /** Asked before the volumes. */
  private static final List<Step> STEPS =
      List.of(
          // 1. Is it an export at all?
          new Step(Ground.STAYS_ONSHORE, export -> export.passage() == Passage.STAYS_ONSHORE),

          // 2. What never leaves.
          new Step(Ground.STATE_SECRET, export -> export.grade() == Grade.STATE_SECRET),
          new Step(Ground.CORE_DATA, export -> export.grade() == Grade.CORE),
          new Step(Ground.UNPROCESSED_GEODATA, export -> export.geodata() == Geodata.UNPROCESSED),
          new Step(Ground.UNREVIEWED_GEODATA, export -> export.geodata() == Geodata.PROCESSED),

          // 6. The duty without which no route is open, asked before the routes.
          new Step(Ground.NO_IMPACT_ASSESSMENT, export -> export.person().lacksAssessment()),

          // 3. Important data, and what is treated like it: no volume floor, no exemption.
          new Step(Ground.IMPORTANT_DATA, export -> export.grade().isImportant()),
          new Step(Ground.REVIEWED_GEODATA, export -> export.geodata() == Geodata.REVIEWED),

          // 4. Exemptions; Art. 3 is for data without personal information.
          new Step(
              Ground.BUSINESS,
              export -> export.isImpersonal() && export.claims(Exemption.BUSINESS)),
          new Step(Ground.NOTHING_PROTECTED, Export::isImpersonal),
          new Step(Ground.TRANSIT, export -> export.claims(Exemption.TRANSIT)),
          new Step(Ground.CONTRACT_WITH_PERSON, export -> export.claims(Exemption.CONTRACT)),
          new Step(Ground.STAFF, export -> export.claims(Exemption.STAFF)),
          new Step(Ground.EMERGENCY, export -> export.claims(Exemption.EMERGENCY)),
          new Step(Ground.OFF_NEGATIVE_LIST, export -> export.exporter().isOffNegativeList()));

  private record Step(Ground ground, Predicate<Export> applies) {}

  private final Map<Ground, Basis> law;
  private final List<Step> steps;

  OrderOfDecision(Map<Ground, Basis> law, Thresholds thresholds) {
    this.law = new EnumMap<>(law);
    this.steps = Stream.concat(STEPS.stream(), volumes(thresholds)).toList();
  }

  /** 5. Volumes since 1 January. */
  private static Stream<Step> volumes(Thresholds at) {
    return Stream.of(
        new Step(Ground.CRITICAL_OPERATOR, export -> export.exporter().isCriticalOperator()),
        new Step(
            Ground.MANY_SENSITIVE, export -> export.volumes().sensitive() >= at.manySensitive()),
        new Step(Ground.MANY_GENERAL, export -> export.volumes().general() >= at.manyGeneral()),
        new Step(Ground.SOME_SENSITIVE, export -> export.volumes().sensitive() > 0),
        new Step(Ground.SOME_GENERAL, export -> export.volumes().general() >= at.someGeneral()),
        new Step(Ground.FEW_GENERAL, export -> true));
  }

  /** Returns the order of decision for exports from mainland China. */
  public static OrderOfDecision china() {
    return china(Thresholds.LAW);
  }

  /**
   * Returns the same order with other numbers, to rehearse with few persons what the law says of
   * many.
   */
  public static OrderOfDecision china(Thresholds thresholds) {
    return BuiltIn.load(
        OrderOfDecision.class,
        "grounds.yaml",
        (yaml, name) -> new OrderOfDecision(GroundReader.read(yaml, name), thresholds));
  }

  /** Returns the route that the law demands for {@code export}. */
  public Route decide(Export export) {
    Ground ground = firstThatApplies(export);
    // Fail closed: an act is decided by the law in force when it happens, and there is none.
    boolean inForce = basis(ground).inForce().contains(export.at());
    return route(inForce ? ground : Ground.NOT_IN_FORCE, export);
  }

  private Ground firstThatApplies(Export export) {
    return steps.stream()
        .filter(step -> step.applies.test(export))
        .map(Step::ground)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the last step always applies"));
  }

  private Route route(Ground ground, Export export) {
    Basis basis = basis(ground);
    Set<Duty> duties = Duty.to(export.person());
    return switch (ground.outcome()) {
      case NOT_AN_EXPORT -> new NotAnExport(basis);
      case BLOCKED -> new Blocked(basis);
      case ASSESSMENT -> new SecurityAssessment(basis, duties);
      case CONTRACT_OR_CERTIFICATION -> new ContractOrCertification(basis, duties);
      // Exempt flows are not counted; those exempt by their number are what the number is of.
      case EXEMPT -> new Exempt(basis, duties, ground == Ground.FEW_GENERAL);
    };
  }

  private Basis basis(Ground ground) {
    return Objects.requireNonNull(law.get(ground), ground::name);
  }
}
