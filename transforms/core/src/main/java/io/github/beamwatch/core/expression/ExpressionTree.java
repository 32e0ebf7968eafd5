package io.github.beamwatch.core.expression;

import io.github.beamwatch.core.expression.ExpressionShape.Other;
import io.github.beamwatch.core.expression.ExpressionShape.Ratio;
import io.github.beamwatch.core.expression.ExpressionShape.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.Ast;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Constant.ConstantKindCase;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Expr;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Expr.ExprKindCase;

/** Reads the syntax tree of an expression: its form, the measures it reads, its whole numbers. */
final class ExpressionTree {
  private static final Set<String> COMPARISONS =
      Set.of("_>_", "_<_", "_>=_", "_<=_", "_==_", "_!=_");

  private final Expr root;
  private final Map<Long, Integer> positions;
  private final List<String> measures;

  ExpressionTree(Ast ast, List<String> measures) {
    this.root = ast.getExpr();
    this.positions = ast.getSourceInfo().getPositionsMap();
    this.measures = measures;
  }

  /** A whole number written where a decimal is needed, and where it stands (from 0). */
  record IntLiteral(long value, int offset) {}

  /** The first whole number in the text. */
  @Nullable IntLiteral firstInt() {
    IntLiteral first = null;
    for (Expr node : nodes()) {
      if (node.getExprKindCase() == ExprKindCase.CONST_EXPR
          && node.getConstExpr().getConstantKindCase() == ConstantKindCase.INT64_VALUE) {
        int offset = positions.getOrDefault(node.getId(), 0);
        if (first == null || offset < first.offset()) {
          first = new IntLiteral(node.getConstExpr().getInt64Value(), offset);
        }
      }
    }
    return first;
  }

  /** For each measure, whether the expression reads it. */
  boolean[] reads() {
    boolean[] reads = new boolean[measures.size()];
    for (Expr node : nodes()) {
      int measure = measure(node);
      if (measure >= 0) {
        reads[measure] = true;
      }
    }
    return reads;
  }

  ExpressionShape shape() {
    Term term = term(root);
    if (term == null || term.scale == 0.0 || !Double.isFinite(term.scale)) {
      return new Other();
    }
    if (term.over.size() == 1 && term.under.isEmpty()) {
      return new Scaled(term.over.get(0), term.scale);
    }
    if (term.over.size() == 1
        && term.under.size() == 1
        && !term.over.get(0).equals(term.under.get(0))) {
      return new Ratio(term.over.get(0), term.under.get(0), term.scale);
    }
    return new Other();
  }

  /** {@code scale · over… / under…}. */
  private record Term(double scale, List<Integer> over, List<Integer> under) {
    Term times(Term other) {
      return new Term(scale * other.scale, joined(over, other.over), joined(under, other.under));
    }

    Term inverse() {
      return new Term(1.0 / scale, under, over);
    }

    private static List<Integer> joined(List<Integer> a, List<Integer> b) {
      List<Integer> all = new ArrayList<>(a);
      all.addAll(b);
      return all;
    }
  }

  private @Nullable Term term(Expr node) {
    int measure = measure(node);
    if (measure >= 0) {
      return new Term(1.0, List.of(measure), List.of());
    }
    Double constant = constant(node);
    if (constant != null) {
      return new Term(constant, List.of(), List.of());
    }
    if (node.getExprKindCase() != ExprKindCase.CALL_EXPR || node.getCallExpr().hasTarget()) {
      return null;
    }
    List<Expr> args = node.getCallExpr().getArgsList();
    switch (node.getCallExpr().getFunction()) {
      case "double":
        return args.size() == 1 ? term(args.get(0)) : null;
      case "-_":
        Term negated = term(args.get(0));
        return negated == null ? null : negated.times(new Term(-1.0, List.of(), List.of()));
      case "_*_":
      case "_/_":
        Term left = term(args.get(0));
        Term right = term(args.get(1));
        if (left == null || right == null) {
          return null;
        }
        boolean product = node.getCallExpr().getFunction().equals("_*_");
        return left.times(product ? right : right.inverse());
      case "_?_:_":
        return guarded(args.get(0), args.get(1), args.get(2));
      default:
        return null;
    }
  }

  /** {@code n > 0.0 ? ratio over n : constant}, or the other way round, is that ratio. */
  private @Nullable Term guarded(Expr condition, Expr yes, Expr no) {
    Integer tested = comparedWithConstant(condition);
    Expr formula = constant(no) != null ? yes : constant(yes) != null ? no : null;
    if (tested == null || formula == null) {
      return null;
    }
    Term term = term(formula);
    return term != null && term.under.equals(List.of(tested)) ? term : null;
  }

  private @Nullable Integer comparedWithConstant(Expr condition) {
    if (condition.getExprKindCase() != ExprKindCase.CALL_EXPR
        || !COMPARISONS.contains(condition.getCallExpr().getFunction())) {
      return null;
    }
    Expr left = condition.getCallExpr().getArgs(0);
    Expr right = condition.getCallExpr().getArgs(1);
    if (measure(left) >= 0 && constant(right) != null) {
      return measure(left);
    }
    return measure(right) >= 0 && constant(left) != null ? (Integer) measure(right) : null;
  }

  private int measure(Expr node) {
    return node.getExprKindCase() == ExprKindCase.IDENT_EXPR
        ? measures.indexOf(node.getIdentExpr().getName())
        : -1;
  }

  private static @Nullable Double constant(Expr node) {
    if (node.getExprKindCase() == ExprKindCase.CONST_EXPR) {
      return switch (node.getConstExpr().getConstantKindCase()) {
        case DOUBLE_VALUE -> (Double) node.getConstExpr().getDoubleValue();
        case INT64_VALUE -> (Double) (double) node.getConstExpr().getInt64Value();
        default -> null;
      };
    }
    return null;
  }

  private List<Expr> nodes() {
    List<Expr> nodes = new ArrayList<>(List.of(root));
    for (int i = 0; i < nodes.size(); i++) {
      Expr node = nodes.get(i);
      switch (node.getExprKindCase()) {
        case CALL_EXPR -> {
          nodes.addAll(node.getCallExpr().getArgsList());
          if (node.getCallExpr().hasTarget()) {
            nodes.add(node.getCallExpr().getTarget());
          }
        }
        case SELECT_EXPR -> nodes.add(node.getSelectExpr().getOperand());
        case LIST_EXPR -> nodes.addAll(node.getListExpr().getElementsList());
        case STRUCT_EXPR ->
            node.getStructExpr()
                .getEntriesList()
                .forEach(
                    entry -> {
                      nodes.add(entry.getValue());
                      if (entry.hasMapKey()) {
                        nodes.add(entry.getMapKey());
                      }
                    });
        default -> {}
      }
    }
    return nodes;
  }
}
