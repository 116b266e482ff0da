package dev.breakwater.policy.rule;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;
import java.util.Set;

/**
 * Something that holds or not, in the Common Expression Language (cel.dev), over the names of a
 * {@link Vocabulary}. There are no loops and no regular expressions in it, so the work is bounded
 * by its length. Safe for use by several threads.
 */
public final class Expression {
  private final String text;
  private final CelRuntime.Program program;
  private final Set<String> names;

  /** What the names stand for at the moment. */
  @FunctionalInterface
  public interface Values {
    /** Returns a value of the name's type, empty if it is not known. */
    Optional<Object> value(String name);
  }

  Expression(String text, CelRuntime.Program program, Set<String> names) {
    this.text = text;
    this.program = program;
    this.names = Set.copyOf(names);
  }

  /** Returns the names that it speaks of. */
  public Set<String> names() {
    return names;
  }

  /** Asks whether it holds; never throws. */
  public Truth test(Values values) {
    try {
      Object answer = program.eval(values::value);
      return answer instanceof Boolean holds ? (holds ? Truth.TRUE : Truth.FALSE) : Truth.UNKNOWN;
    } catch (CelEvaluationException e) {
      // Such as an index that a list does not have: nothing can be told, and who asks decides what
      // follows from that.
      return Truth.UNKNOWN;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression expression && expression.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns it as its author wrote it. */
  @Override
  public String toString() {
    return text;
  }
}
