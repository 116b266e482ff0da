package dev.breakwater.policy.bundle;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes one engine of the packs of a bundle. */
final class PackCompiler {
  private static final List<Stage> ACCOUNTED = List.of(Stage.COLLECT, Stage.OFFBOARD, Stage.STORE);

  /** Cars and job tell of losses to the onshore side alone. */
  private static final Facts ONSHORE = new KnownFacts(Map.of(Variable.JURISDICTION, "CN"));

  private static final List<String> ACCOUNTS =
      List.of(StayedInCar.CATEGORY, Tombstone.CATEGORY, Activation.CATEGORY);

  private final Manifest manifest;
  private final Bundle bundle;

  private PackCompiler(Manifest manifest, Bundle bundle) {
    this.manifest = manifest;
    this.bundle = bundle;
  }

  /**
   * @param manifest of {@code bundle}, whose files are those that it lists
   * @throws BundleRefusedException with every problem of the catalog, or of all packs
   */
  static PolicyEngine compile(Manifest manifest, Bundle bundle) throws BundleRefusedException {
    var compiler = new PackCompiler(manifest, bundle);
    List<PolicyPack> packs = compiler.packs(compiler.catalog());
    try {
      var engine = PolicyEngine.compile(PolicyPack.together(manifest.id(), bundle.digest(), packs));
      compiler.requireAccounting(engine);
      return engine;
    } catch (IllegalArgumentException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private Catalog catalog() throws BundleRefusedException {
    BundleFile file = bundle.filesOf(FileKind.CATALOG, manifest).get(0);
    try {
      return Catalog.load(file.content(), file.path());
    } catch (InvalidSourceException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private List<PolicyPack> packs(Catalog catalog) throws BundleRefusedException {
    List<PolicyPack> packs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (BundleFile file : bundle.filesOf(FileKind.PACK, manifest)) {
      try {
        packs.add(PolicyPack.load(file.content(), file.path(), catalog));
      } catch (InvalidSourceException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw broken(String.join("\n", problems));
    }
    return packs;
  }

  // Fail closed: under a law that forbids to tell of a loss, no loss could be told (DSL Art. 27).
  private void requireAccounting(PolicyEngine engine) throws BundleRefusedException {
    Instant from = manifest.inForce().from();
    for (String category : accounts()) {
      for (Stage stage : ACCOUNTED) {
        Decision decision =
            engine.decide(
                new Request(stage, category, "accounting", Consent.NOT_SET, from, ONSHORE));
        if (!decision.permitted()) {
          throw new BundleRefusedException(
              Refusal.UNACCOUNTABLE, category + " is not permitted at the stage " + stage);
        }
      }
    }
  }

  private List<String> accounts() {
    return bundle.filesOf(FileKind.COLLECTION_PLAN, manifest).isEmpty()
        ? ACCOUNTS
        : Stream.concat(ACCOUNTS.stream(), Stream.of(PlanRuling.CATEGORY)).toList();
  }

  private static BundleRefusedException broken(String problems) {
    return new BundleRefusedException(Refusal.BROKEN_PACK, problems);
  }
}
