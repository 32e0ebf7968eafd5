package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.pipelines.UserException;
import java.util.List;
import java.util.stream.Collectors;

/** A spec that cannot be used, with everything that is wrong with it. */
public final class InvalidSpecException extends UserException {

  private static final long serialVersionUID = 1L;

  private final transient List<PlacedProblem> problems;

  InvalidSpecException(String source, List<PlacedProblem> problems) {
    super(message(source, problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of their places. */
  public List<PlacedProblem> problems() {
    return problems;
  }

  private static String message(String source, List<PlacedProblem> problems) {
    return problems.stream().map(PlacedProblem::toString).collect(Collectors.joining("\n"))
        + "\n"
        + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
        + " in "
        + source;
  }
}
