package dev.breakwater.ingest.feed;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.catalog.DataKind;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.wire.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a reader with a purpose may have: categories that the catalog grades as open, of no person,
 * and whose storing the policy in force permits for that purpose.
 *
 * @param categories none if the purpose is not permitted
 * @param rules that permitted
 * @param clauses that denied
 */
record FeedPermit(Set<String> categories, Set<String> rules, Set<String> clauses, Digest pack) {
  FeedPermit {
    categories = Set.copyOf(categories);
    rules = Set.copyOf(rules);
    clauses = Set.copyOf(clauses);
  }

  static FeedPermit of(PolicyEngine policy, String purpose, Instant now) {
    Set<String> categories = new TreeSet<>();
    Set<String> rules = new TreeSet<>();
    Set<String> clauses = new TreeSet<>();
    Catalog catalog = policy.pack().catalog();
    for (String category : catalog.categories()) {
      if (catalog.kind(category).filter(FeedPermit::isForOthers).isPresent()) {
        Decision decision = policy.decide(request(category, purpose, now));
        if (decision.permitted()) {
          categories.add(category);
          rules.addAll(decision.rules());
        } else {
          clauses.addAll(decision.clauses());
        }
      }
    }
    return new FeedPermit(categories, rules, clauses, policy.pack().digest());
  }

  private static boolean isForOthers(DataKind kind) {
    return kind.grade() == DataKind.Grade.OPEN && !kind.isPersonal();
  }

  private static Request request(String category, String purpose, Instant now) {
    var onshore = new KnownFacts(Map.of(Variable.JURISDICTION, "CN"));
    return new Request(Stage.STORE, category, purpose, Consent.NOT_SET, now, onshore);
  }
}
