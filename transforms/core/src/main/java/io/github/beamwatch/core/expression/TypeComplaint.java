package io.github.beamwatch.core.expression;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.common.CELError;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/** Says in a sentence what CEL's type checker found, and what to write instead. */
final class TypeComplaint {
  private static final String UNDECLARED = "undeclared reference to '";

  private final String source;
  private final List<String> measures;
  private final ExpressionTree tree;

  TypeComplaint(String source, List<String> measures, ExpressionTree tree) {
    this.source = source;
    this.measures = measures;
    this.tree = tree;
  }

  InvalidExpressionException explain(CELError error) {
    String message = error.getMessage();
    int position = ExpressionCompiler.position(error, source);
    if (message.startsWith(UNDECLARED)) {
      String name =
          message.substring(UNDECLARED.length(), message.indexOf('\'', UNDECLARED.length()));
      return new InvalidExpressionException(unknown(name), source, position);
    }
    if (message.contains("no matching overload")
        && message.contains("int")
        && message.contains("double")) {
      InvalidExpressionException mixed = writeDecimal("measures are decimals");
      return mixed != null
          ? mixed
          : new InvalidExpressionException(
              "whole numbers and decimals do not mix: wrap the whole number in double(…)",
              source,
              position);
    }
    return new InvalidExpressionException(message, source, position);
  }

  InvalidExpressionException wrongResult(Type type) {
    String name =
        type.getTypeKindCase() == Type.TypeKindCase.PRIMITIVE
            ? type.getPrimitive().name().toLowerCase(Locale.ROOT)
            : type.getTypeKindCase().name().toLowerCase(Locale.ROOT);
    if (name.equals("int64")) {
      InvalidExpressionException whole = writeDecimal("a metric is a decimal");
      if (whole != null) {
        return whole;
      }
    }
    return new InvalidExpressionException(
        "the expression gives a " + name + "; a metric is a number (double)", source, 1);
  }

  private @Nullable InvalidExpressionException writeDecimal(String because) {
    ExpressionTree.IntLiteral literal = tree.firstInt();
    return literal == null
        ? null
        : new InvalidExpressionException(
            because + ": write " + literal.value() + ".0 instead of " + literal.value(),
            source,
            literal.offset() + 1);
  }

  private String unknown(String name) {
    if (source.contains(name + "(") || source.contains(name + " (")) {
      return "unknown function '" + name + "'; use arithmetic, comparisons and a ? b : c";
    }
    String nearest = NearestName.of(name, measures);
    String all = String.join(", ", measures);
    return "unknown measure '"
        + name
        + (nearest == null
            ? "'; the measures are: " + all
            : "', did you mean '" + nearest + "'? The measures are: " + all);
  }
}
