package dev.breakwater.agent.plan;

import dev.breakwater.policy.rule.Variable;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a condition takes the values of a signal for. */
public enum SignalType {
  /** In conditions written with a point: {@code 60.0}. */
  NUMBER(Variable.Type.REAL),
  TEXT(Variable.Type.TEXT),
  TRUTH(Variable.Type.TRUTH);

  private static final Pattern REAL =
      Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?");

  private final Variable.Type type;

  SignalType(Variable.Type type) {
    this.type = type;
  }

  Variable.Type type() {
    return type;
  }

  /** Returns what a sample says, empty if it says nothing of this type. */
  Optional<Object> parse(String value) {
    return switch (this) {
      case NUMBER ->
          REAL.matcher(value).matches() ? Optional.of(Double.valueOf(value)) : Optional.empty();
      case TEXT -> Optional.of(value);
      case TRUTH ->
          value.equals("true") || value.equals("false")
              ? Optional.of(value.equals("true"))
              : Optional.empty();
    };
  }
}
