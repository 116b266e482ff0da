package dev.breakwater.console.law;

import dev.breakwater.ingest.bundle.NoteSignatures;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what the rules are that an entry of the log names. Safe for use by several threads. */
final class RuleBook {
  private final PolicyHistory history;
  private final Instruments instruments;
  private final List<PolicyPack> builtIn;

  RuleBook(PolicyHistory history, Instruments instruments) {
    this.history = history;
    this.instruments = instruments;
    this.builtIn =
        Stream.concat(
                Stream.of(PolicyPack.cnAuto(), PolicyPack.cnCar(), PolicyPack.cnExport()),
                PolicyPack.builtInIds().stream().map(PolicyPack::builtIn))
            .toList();
  }

  /**
   * A rule that an entry names.
   *
   * @param rule null if nobody here knows it
   * @param exact whether it was read in the very policy that decided; if not, in another one that
   *     has a rule of the same id
   */
  record Named(String id, @Nullable RuleView rule, String pack, boolean exact) {}

  /**
   * Explains rules.
   *
   * @param digest of the policy that decided, as entries have it
   */
  List<Named> named(List<String> ids, String digest) {
    List<PolicyPack> packs = new ArrayList<>(builtIn);
    for (Bundle bundle : history.published()) {
      packs.add(pack(bundle));
    }
    return ids.stream().map(id -> named(id, digest, packs)).toList();
  }

  private Named named(String id, String digest, List<PolicyPack> packs) {
    Optional<Named> exact =
        packs.stream()
            .filter(pack -> pack.digest().hex().equals(digest))
            .flatMap(pack -> in(pack, id, true).stream())
            .findFirst();
    return exact
        .or(() -> packs.stream().flatMap(pack -> in(pack, id, false).stream()).findFirst())
        .orElseGet(() -> new Named(id, null, "", false));
  }

  private Optional<Named> in(PolicyPack pack, String id, boolean exact) {
    return Stream.concat(pack.rules().stream(), Stream.of(pack.otherwise()))
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .map(rule -> new Named(id, view(rule), pack.id(), exact));
  }

  RuleView view(Rule rule) {
    return RuleView.of(rule, instruments);
  }

  private static PolicyPack pack(Bundle bundle) {
    try {
      return bundle.compile(bundle.check(new NoteSignatures())).pack();
    } catch (BundleRefusedException e) {
      throw new IllegalStateException("it was accepted", e);
    }
  }
}
