package dev.breakwater.policy.rule;

import java.util.Map;
import java.util.Optional;

/**
 * What somebody wrote down about one item.
 *
 * @param values each of its variable's type; what the catalog says is not among them
 */
public record KnownFacts(Map<Variable, Object> values) implements Facts {
  /**
   * @throws IllegalArgumentException if a value is of another type, or the catalog's to say
   */
  public KnownFacts {
    values = Map.copyOf(values);
    values.forEach(
        (variable, value) -> {
          if (variable.isOfCatalog() || !variable.type().holds(value)) {
            throw new IllegalArgumentException("no item says " + variable.text() + "=" + value);
          }
        });
  }

  @Override
  public Optional<Object> value(Variable variable) {
    return Optional.ofNullable(values.get(variable));
  }
}
