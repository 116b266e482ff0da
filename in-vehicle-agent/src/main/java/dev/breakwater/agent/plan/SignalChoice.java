package dev.breakwater.agent.plan;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.CategoryPattern;
import java.util.Set;
import java.util.stream.Collectors;

/** Which signals a plan asks for, and how often. */
public sealed interface SignalChoice {
  /** Returns how many samples of each signal are taken in a second at most. */
  double maxHertz();

  /** Asks whether it is the signal at this path. */
  boolean chooses(String path, String category);

  /** Returns the categories of what it chooses. */
  Set<String> categories(Catalog catalog);

  /** One signal; a condition may speak of it. */
  record OfPath(String path, SignalType type, double maxHertz) implements SignalChoice {
    @Override
    public boolean chooses(String other, String category) {
      return path.equals(other);
    }

    @Override
    public Set<String> categories(Catalog catalog) {
      return Set.of(catalog.categoryOf(path));
    }
  }

  /** All signals of one or more categories. */
  record OfCategory(CategoryPattern pattern, double maxHertz) implements SignalChoice {
    @Override
    public boolean chooses(String path, String category) {
      return pattern.matches(category);
    }

    @Override
    public Set<String> categories(Catalog catalog) {
      return catalog.categories().stream().filter(pattern::matches).collect(Collectors.toSet());
    }
  }
}
