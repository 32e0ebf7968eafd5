package io.github.beamwatch.core.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.Ast;
import org.projectnessie.cel.Env;
import org.projectnessie.cel.Env.AstIssuesTuple;
import org.projectnessie.cel.EnvOption;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.common.CELError;
import org.projectnessie.cel.common.types.Err.ErrException;
import org.projectnessie.cel.parser.gen.CELLexer;
import org.projectnessie.cel.parser.gen.CELParser;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Decl;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.BaseErrorListener;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CharStreams;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CommonTokenStream;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.RecognitionException;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.Recognizer;

/** Turns CEL text into a program, and CEL's complaints into sentences. */
final class ExpressionCompiler {

  /** Longer texts are refused: a formula has a line or two. */
  static final int MAX_LENGTH = 2000;

  /** Deeper brackets are refused: the parser is recursive. */
  static final int MAX_DEPTH = 64;

  private ExpressionCompiler() {}

  static CheckedExpression compile(String source, List<String> measures) {
    refuseUnreasonable(source);
    refuseSyntaxErrors(source);
    Env env =
        Env.newEnv(
            EnvOption.clearMacros(),
            EnvOption.declarations(
                measures.stream()
                    .map(name -> Decls.newVar(name, Decls.Double))
                    .toArray(Decl[]::new)));
    AstIssuesTuple parsed = env.parse(source);
    if (parsed.hasIssues()) {
      throw invalid(parsed.getIssues().getErrors().get(0), source);
    }
    ExpressionTree tree = new ExpressionTree(parsed.getAst(), measures);
    AstIssuesTuple checked = check(env, parsed.getAst(), source);
    if (checked.hasIssues()) {
      throw new TypeComplaint(source, measures, tree)
          .explain(checked.getIssues().getErrors().get(0));
    }
    Ast ast = checked.getAst();
    Type type = ast.getResultType();
    if (!Decls.Double.equals(type)) {
      throw new TypeComplaint(source, measures, tree).wrongResult(type);
    }
    return new CheckedExpression(env.program(ast), tree.shape(), tree.reads());
  }

  private static AstIssuesTuple check(Env env, Ast ast, String source) {
    try {
      return env.check(ast);
    } catch (ErrException e) {
      // the checker gives up on some nonsense instead of complaining about it
      InvalidExpressionException refused =
          new InvalidExpressionException(
              "the expression uses a function or form that metrics do not have; use arithmetic,"
                  + " comparisons and a ? b : c",
              source,
              1);
      refused.initCause(e);
      throw refused;
    }
  }

  private static void refuseUnreasonable(String source) {
    if (source.isBlank()) {
      throw new InvalidExpressionException(
          "the expression is empty; write a formula over the measures", source, 1);
    }
    if (source.length() > MAX_LENGTH) {
      throw new InvalidExpressionException(
          "the expression has "
              + source.length()
              + " characters; at most "
              + MAX_LENGTH
              + " are allowed",
          source.substring(0, 40) + "…",
          MAX_LENGTH + 1);
    }
    int depth = 0;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '(' || c == '[' || c == '{' || c == '?') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      }
      if (depth > MAX_DEPTH) {
        throw new InvalidExpressionException(
            "the expression is nested deeper than " + MAX_DEPTH + " levels", source, i + 1);
      }
    }
  }

  /** CEL's own parser prints syntax errors to the console; this asks the grammar first. */
  private static void refuseSyntaxErrors(String source) {
    SyntaxListener listener = new SyntaxListener();
    CELLexer lexer = new CELLexer(CharStreams.fromString(source));
    lexer.removeErrorListeners();
    lexer.addErrorListener(listener);
    CELParser parser = new CELParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(listener);
    parser.start();
    if (listener.problem != null) {
      throw new InvalidExpressionException(
          listener.problem, source, offset(source, listener.line, listener.column) + 1);
    }
  }

  private static InvalidExpressionException invalid(CELError error, String source) {
    return new InvalidExpressionException(error.getMessage(), source, position(error, source));
  }

  static int position(CELError error, String source) {
    return offset(source, error.getLocation().line(), error.getLocation().column()) + 1;
  }

  private static int offset(String source, int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int next = source.indexOf('\n', start);
      if (next < 0) {
        break;
      }
      start = next + 1;
    }
    return Math.max(0, Math.min(source.length(), start + column));
  }

  private static final class SyntaxListener extends BaseErrorListener {
    private @Nullable String problem;
    private int line;
    private int column;

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException cause) {
      if (problem != null) {
        return;
      }
      int expecting = message.indexOf(" expecting {"); // a list of twenty token names helps nobody
      String found = expecting < 0 ? message : message.substring(0, expecting);
      this.problem = "not a valid expression: " + found.replace("'<EOF>'", "the end");
      this.line = line;
      this.column = column;
    }
  }
}
