package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.detector.ParameterValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A model of rows as users know it: its name, what it is for, what can be set, and how it is made.
 *
 * @param name lower case with underscores, such as {@code isolation_forest}
 * @param summary one line for lists: what it finds, and where it is meant for
 * @param parameters what can be set; {@code contamination} is added to each
 * @param make gives the model for values of all parameters
 */
public record RowModelKind(
    String name,
    String summary,
    List<Parameter> parameters,
    Function<ParameterValues, RowModel> make) {

  public RowModelKind {
    List<Parameter> all = new ArrayList<>(parameters);
    all.add(Prepared.CONTAMINATION);
    parameters = List.copyOf(all);
  }

  /**
   * The model with these parameters, and defaults for the others. It fills missing values, and does
   * not see the order of rows.
   *
   * @throws IllegalArgumentException with one sentence where a parameter is unknown or out of range
   */
  public RowModel with(Map<String, Double> set) {
    ParameterValues values = new ParameterValues("model " + name, parameters, set);
    return new Prepared(name, make.apply(values), values.number(Prepared.CONTAMINATION.name()));
  }
}
