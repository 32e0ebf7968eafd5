package io.github.beamwatch.core.detector;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A detector as users know it: its name, what it is for, what can be set, and how it is made.
 *
 * @param name lower case with underscores, such as {@code ewma_z}
 * @param channels whether it looks at one channel, at several together, or either
 * @param summary one line for lists: what it finds, and where it is meant for
 * @param parameters what can be set
 * @param make gives the detector for values of all parameters
 */
public record DetectorKind(
    String name,
    Channels channels,
    String summary,
    List<Parameter> parameters,
    Function<ParameterValues, Detector> make) {

  /** How many channels a detector looks at. */
  public enum Channels {
    ONE,
    SEVERAL,
    ANY
  }

  public DetectorKind {
    parameters = List.copyOf(parameters);
  }

  /**
   * The detector with these parameters, and defaults for the others.
   *
   * @throws IllegalArgumentException with one sentence where a parameter is unknown or out of range
   */
  public Detector with(Map<String, Double> set) {
    return make.apply(new ParameterValues("detector " + name, parameters, set));
  }
}
