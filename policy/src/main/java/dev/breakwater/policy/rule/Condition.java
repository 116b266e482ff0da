package dev.breakwater.policy.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.EnumSet;
import java.util.Set;

/**
 * When a rule applies, in the Common Expression Language (cel.dev), over {@link Variable}s. There
 * are no loops and no regular expressions in it, so the work is bounded by its length. Safe for use
 * by several threads.
 */
public final class Condition {
  /** The longest condition, code points. */
  public static final int MAX_LENGTH = 1000;

  private static final int MAX_DEPTH = 24;
  private static final Set<String> REFUSED = Set.of("matches", "matches_string");
  private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder().build();
  private static final CelCompiler COMPILER = compiler();

  private final String text;
  private final CelRuntime.Program program;
  private final Set<Variable> variables;
  private final boolean ofCatalog;

  private Condition(String text, CelRuntime.Program program, Set<Variable> variables) {
    this.text = text;
    this.program = program;
    this.variables = variables;
    this.ofCatalog = variables.stream().allMatch(Variable::isOfCatalog);
  }

  private static CelCompiler compiler() {
    CelOptions limits =
        CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .build();
    // Without the macros of the standard there are no comprehensions.
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(limits)
            .setStandardMacros()
            .setResultType(SimpleType.BOOL);
    for (Variable each : Variable.values()) {
      builder.addVar(each.text(), type(each.type()));
    }
    return builder.build();
  }

  private static CelType type(Variable.Type type) {
    return switch (type) {
      case TEXT -> SimpleType.STRING;
      case TRUTH -> SimpleType.BOOL;
      case REAL -> SimpleType.DOUBLE;
      case NUMBERS -> ListType.create(SimpleType.INT);
    };
  }

  /**
   * Compiles a condition.
   *
   * @throws InvalidConditionException with every mistake in it
   */
  public static Condition compile(String text) throws InvalidConditionException {
    try {
      CelAbstractSyntaxTree tree = COMPILER.compile(text).getAst();
      boolean refused =
          tree.getReferenceMap().values().stream()
              .anyMatch(used -> used.overloadIds().stream().anyMatch(REFUSED::contains));
      if (refused) {
        throw new InvalidConditionException(1, 0, "regular expressions are not allowed");
      }
      return new Condition(text, RUNTIME.createProgram(tree), variables(tree));
    } catch (CelValidationException e) {
      throw new InvalidConditionException(e.getErrors());
    } catch (CelEvaluationException e) {
      throw new InvalidConditionException(1, 0, String.valueOf(e.getMessage()));
    }
  }

  private static Set<Variable> variables(CelAbstractSyntaxTree tree) {
    Set<Variable> used = EnumSet.noneOf(Variable.class);
    tree.getReferenceMap()
        .values()
        .forEach(reference -> Variable.named(reference.name()).ifPresent(used::add));
    return Set.copyOf(used);
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
    try {
      Object answer = program.eval(name -> Variable.named(name).flatMap(facts::value));
      return answer instanceof Boolean holds ? (holds ? Truth.TRUE : Truth.FALSE) : Truth.UNKNOWN;
    } catch (CelEvaluationException e) {
      // Such as an index that a list does not have: nothing can be told, and the rule decides what
      // follows from that.
      return Truth.UNKNOWN;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition condition && condition.text.equals(text);
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
