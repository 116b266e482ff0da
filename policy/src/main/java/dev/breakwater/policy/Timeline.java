package dev.breakwater.policy;

import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is answered about one category at one stage under one consent, from the beginning of time to
 * its end. Between two instants at which a rule begins or ends, the same rules are in force. Where
 * none of them has a condition on the item, the answer itself is ready, and giving it allocates
 * nothing.
 */
final class Timeline {
  private final Instant[] begins;
  private final Span[] spans;
  private final Facts declared;
  private final Function<List<Rule>, Decision> deciding;

  /**
   * @param rules in the order of the pack
   * @param ready the answer, if none of them asks the item
   */
  private record Span(List<Rule> rules, @Nullable Decision ready) {}

  /**
   * @param rules that apply, where their conditions on the item hold, in the order of the pack
   * @param declared what the catalog says of the category
   * @param deciding makes an answer of the rules that apply
   */
  Timeline(List<Rule> rules, Facts declared, Function<List<Rule>, Decision> deciding) {
    this.declared = declared;
    this.deciding = deciding;
    NavigableSet<Instant> changes = new TreeSet<>();
    changes.add(Instant.MIN);
    rules.forEach(rule -> changes.add(rule.inForce().from()));
    rules.forEach(rule -> changes.add(rule.inForce().until()));
    this.begins = changes.toArray(new Instant[0]);
    this.spans = changes.stream().map(begin -> span(rules, begin)).toArray(Span[]::new);
  }

  private Span span(List<Rule> rules, Instant begin) {
    List<Rule> inForce = rules.stream().filter(rule -> rule.inForce().contains(begin)).toList();
    boolean asks = !inForce.stream().allMatch(Rule::isToldByCatalog);
    return new Span(inForce, asks ? null : deciding.apply(inForce));
  }

  /** Asks whether the answer at this instant is the same whatever the item. */
  boolean isReady(Instant at) {
    return spanAt(at).ready() != null;
  }

  /** Returns the first instant at which a rule begins or ends; {@link Instant#MAX} if none does. */
  Instant nextChange(Instant at) {
    int next = indexAt(at) + 1;
    return next < begins.length ? begins[next] : Instant.MAX;
  }

  Decision decide(Request request) {
    Span span = spanAt(request.at());
    Decision ready = span.ready();
    return ready == null ? ask(span, request) : ready;
  }

  private Decision ask(Span span, Request request) {
    // What the catalog declares is not the item's to say.
    Facts facts = variable -> (variable.isOfCatalog() ? declared : request).value(variable);
    List<Rule> applying = new ArrayList<>(span.rules().size());
    for (Rule rule : span.rules()) {
      // Those that the catalog alone decides are here because they apply.
      if (rule.isToldByCatalog() || rule.holds(facts)) {
        applying.add(rule);
      }
    }
    return deciding.apply(applying);
  }

  private Span spanAt(Instant at) {
    return spans[indexAt(at)];
  }

  private int indexAt(Instant at) {
    int found = Arrays.binarySearch(begins, at);
    return found >= 0 ? found : -found - 2;
  }
}
