package dev.breakwater.agent.plan;

import dev.breakwater.policy.rule.Expression;
import dev.breakwater.policy.rule.InvalidConditionException;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.rule.Vocabulary;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads when a plan records: the fields {@code when}, {@code before} and {@code after}. */
final class TriggerReader {
  /** The longest time before, or after, seconds. */
  static final int MAX_SECONDS = 600;

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,3}");

  private final Source source;
  private final Fields fields;

  TriggerReader(Source source, Fields fields) {
    this.source = source;
    this.fields = fields;
  }

  /** Returns the trigger, empty if there is none, or a problem of it is known. */
  Optional<Trigger> trigger(List<SignalChoice> signals) {
    Optional<Node> when = fields.given("when");
    if (when.isEmpty()) {
      for (String field : List.of("before", "after")) {
        fields.problem(field, "without 'when' a plan records all the time");
      }
      return Optional.empty();
    }
    Optional<Expression> condition = condition(when.get(), signals);
    Optional<Duration> before = seconds("before");
    Optional<Duration> after = seconds("after");
    return condition.flatMap(c -> before.flatMap(b -> after.map(a -> new Trigger(c, b, a))));
  }

  private Optional<Duration> seconds(String field) {
    return fields.given(field).isEmpty()
        ? Optional.of(Duration.ZERO)
        : fields.one(field, TriggerReader::whole);
  }

  private static Duration whole(String text) {
    if (!SECONDS.matcher(text).matches() || Integer.parseInt(text) > MAX_SECONDS) {
      throw new IllegalArgumentException(
          "whole seconds, at most " + MAX_SECONDS + ", are expected here");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private Optional<Expression> condition(Node node, List<SignalChoice> signals) {
    if (!(node instanceof Node.Scalar scalar)) {
      source.problem(node, "a condition is expected here");
      return Optional.empty();
    }
    Map<String, Variable.Type> paths = new LinkedHashMap<>();
    for (SignalChoice each : signals) {
      if (each instanceof SignalChoice.OfPath one) {
        paths.put(one.path(), one.type().type());
      }
    }
    try {
      return Optional.of(new Vocabulary(paths).compile(scalar.text()));
    } catch (InvalidConditionException e) {
      e.mistakes().forEach(each -> source.problemWithin(scalar, each.column(), each.text()));
      return Optional.empty();
    }
  }
}
