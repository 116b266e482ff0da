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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an {@link Expression} may speak of: names, dotted or not, each with its type. Safe for use
 * by several threads.
 */
public final class Vocabulary {
  /** The longest expression, code points. */
  public static final int MAX_LENGTH = 1000;

  private static final int MAX_DEPTH = 24;
  private static final Set<String> REFUSED = Set.of("matches", "matches_string");
  private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder().build();

  private final Set<String> names;
  private final CelCompiler compiler;

  public Vocabulary(Map<String, Variable.Type> names) {
    this.names = Set.copyOf(names.keySet());
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
    names.forEach((name, type) -> builder.addVar(name, type(type)));
    this.compiler = builder.build();
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
   * Compiles an expression.
   *
   * @throws InvalidConditionException with every mistake in it
   */
  public Expression compile(String text) throws InvalidConditionException {
    try {
      CelAbstractSyntaxTree tree = compiler.compile(text).getAst();
      boolean refused =
          tree.getReferenceMap().values().stream()
              .anyMatch(used -> used.overloadIds().stream().anyMatch(REFUSED::contains));
      if (refused) {
        throw new InvalidConditionException(1, 0, "regular expressions are not allowed");
      }
      return new Expression(text, RUNTIME.createProgram(tree), used(tree));
    } catch (CelValidationException e) {
      throw new InvalidConditionException(e.getErrors());
    } catch (CelEvaluationException e) {
      throw new InvalidConditionException(1, 0, String.valueOf(e.getMessage()));
    }
  }

  private Set<String> used(CelAbstractSyntaxTree tree) {
    return tree.getReferenceMap().values().stream()
        .map(reference -> reference.name())
        .filter(names::contains)
        .collect(Collectors.toUnmodifiableSet());
  }
}
