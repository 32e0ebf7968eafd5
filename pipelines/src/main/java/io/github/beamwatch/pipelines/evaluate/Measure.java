package io.github.beamwatch.pipelines.evaluate;

import java.util.Locale;

/**
 * One number with its definition.
 *
 * @param name as in JSON
 * @param value NaN where it is not defined
 * @param definition one line
 */
public record Measure(String name, double value, String definition) {

  /** For people: name, number, definition. */
  public String line() {
    String number =
        Double.isNaN(value)
            ? "-"
            : value == Math.rint(value) && Math.abs(value) >= 2
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    return String.format(Locale.ROOT, "%-28s %12s  %s", name, number, definition);
  }
}
