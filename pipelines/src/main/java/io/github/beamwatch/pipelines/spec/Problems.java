package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.core.spec.SpecProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong, and remembers of every value where it was written and out of which
 * variable it came.
 */
final class Problems {

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Set<String> broken = new HashSet<>();
  private final List<PlacedProblem> found = new ArrayList<>();

  /** The value at {@code pointer} was written here. */
  void wrote(String pointer, Place place) {
    places.put(pointer, place);
  }

  /** The value at {@code pointer} came out of the environment: messages must not show it. */
  void substituted(String pointer, String variable) {
    variables.put(pointer, variable);
  }

  /** Something is wrong at a known place, before there are any pointers. */
  void add(Place place, String message) {
    found.add(new PlacedProblem(place, "", message));
  }

  /** The value at {@code pointer} is wrong. */
  void add(String pointer, String sentence, @Nullable Object value) {
    SpecProblem problem =
        value == null
            ? new SpecProblem(pointer, sentence)
            : SpecProblem.of(pointer, sentence, value);
    broken.add(pointer);
    report(placeOf(pointer), pointer, problem);
  }

  /** The key at {@code pointer} is wrong or missing: shown as a problem of what holds it. */
  void addOfKey(String pointer, Place place, String sentence) {
    broken.add(pointer);
    found.add(new PlacedProblem(place, Pointers.display(Pointers.parent(pointer)), sentence));
  }

  /**
   * Adds what is wrong with the meaning, except for what only follows from a part that could not be
   * read and is reported already.
   */
  void addMeaning(List<SpecProblem> problems) {
    for (SpecProblem problem : problems) {
      String path = problem.path();
      boolean follows =
          broken.stream().anyMatch(at -> Pointers.within(at, path) || Pointers.within(path, at));
      if (!follows) {
        report(placeOf(path), path, problem);
      }
    }
  }

  private void report(Place place, String pointer, SpecProblem problem) {
    String variable = variables.get(pointer);
    String message =
        variable == null ? problem.message() : problem.messageNaming("the value of " + variable);
    found.add(new PlacedProblem(place, Pointers.display(pointer), message));
  }

  Place placeOf(String pointer) {
    String at = pointer;
    Place place = places.get(at);
    while (place == null && !at.isEmpty()) {
      at = Pointers.parent(at);
      place = places.get(at);
    }
    return place == null ? Place.of("spec") : place;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * All problems in the order of their places. What was written once and is used several times, as
   * an anchor is, is told once.
   */
  List<PlacedProblem> inOrder() {
    Set<List<Object>> told = new HashSet<>();
    return found.stream()
        .filter(
            problem ->
                problem.place().line() == 0
                    || told.add(List.of(problem.place(), problem.message())))
        .sorted(Comparator.comparing(PlacedProblem::place))
        .toList();
  }
}
