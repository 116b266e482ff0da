package dev.breakwater.policy.pack;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the YAML form of a pack; every problem of the file is found in one pass. */
final class PackReader {
  private static final int MAX_RULES = 10_000;
  private static final Set<String> FIELDS = Set.of("pack", "zone", "otherwise", "rules");

  private final Source source;
  private final Digest digest;
  private final Catalog catalog;

  private PackReader(Source source, Digest digest, Catalog catalog) {
    this.source = source;
    this.digest = digest;
    this.catalog = catalog;
  }

  static PolicyPack read(Bytes yaml, String name, Catalog catalog) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Optional<PolicyPack> pack = new PackReader(source, Digest.of(yaml), catalog).pack();
    source.refuseIfBroken();
    return pack.orElseThrow(() -> new IllegalStateException("no pack, and no problem named"));
  }

  private Optional<PolicyPack> pack() {
    return Fields.of(source, source.root(), FIELDS).flatMap(this::pack);
  }

  private Optional<PolicyPack> pack(Fields file) {
    var id = file.one("pack", Fields::id);
    var zone = file.one("zone", ZoneId::of);
    var rules = new RuleReader(source, zone.orElse(ZoneId.of("UTC")));
    var otherwise = file.node("otherwise").flatMap(rules::otherwise);
    List<Rule> all = rules(file.elements("rules", MAX_RULES), rules);
    if (id.isEmpty() || otherwise.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PolicyPack(id.get(), digest, catalog, all, otherwise.get()));
    } catch (IllegalArgumentException e) {
      file.problem("rules", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Rule> rules(List<Node> list, RuleReader reader) {
    List<Rule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Node node : list) {
      Optional<Rule> rule = reader.rule(node, catalog.categories());
      rule.filter(r -> !ids.add(r.id()))
          .ifPresent(r -> source.problem(node, "the rule '" + r.id() + "' is here twice"));
      rule.ifPresent(rules::add);
    }
    return rules;
  }
}
