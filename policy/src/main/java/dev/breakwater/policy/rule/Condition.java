package dev.breakwater.policy.rule;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** When a rule applies: an {@link Expression} over {@link Variable}s. Immutable. */
public final class Condition {
  /** The longest condition, code points. */
  public static final int MAX_LENGTH = Vocabulary.MAX_LENGTH;

  private static final Vocabulary VARIABLES =
      new Vocabulary(
          Arrays.stream(Variable.values())
              .collect(Collectors.toMap(Variable::text, Variable::type)));

  private final Expression expression;
  private final Set<Variable> variables;
  private final boolean ofCatalog;

  private Condition(Expression expression) {
    this.expression = expression;
    this.variables =
        expression.names().stream()
            .map(name -> Variable.named(name).orElseThrow())
            .collect(Collectors.toUnmodifiableSet());
    this.ofCatalog = variables.stream().allMatch(Variable::isOfCatalog);
  }

  /**
   * Compiles a condition.
   *
   * @throws InvalidConditionException with every mistake in it
   */
  public static Condition compile(String text) throws InvalidConditionException {
    return new Condition(VARIABLES.compile(text));
  }

  /** Returns what it speaks of. */
  public Set<Variable> variables() {
    return variables;
  }

  /** Asks whether it says the same of every item of a category. */
  public boolean isOfCatalog() {
    return ofCatalog;
  }

  /** Asks whether it holds; never throws. */
  public Truth test(Facts facts) {
    return expression.test(name -> Variable.named(name).flatMap(facts::value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition condition && condition.expression.equals(expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }

  /** Returns it as its author wrote it. */
  @Override
  public String toString() {
    return expression.toString();
  }
}
