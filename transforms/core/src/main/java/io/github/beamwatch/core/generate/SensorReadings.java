package io.github.beamwatch.core.generate;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Readings of a sensor with planted, labelled anomalies, as rows of CSV: {@code
 * timestamp,temperature,pressure,label}, one a minute. Temperature is 25 °C with a daily wave of 2
 * °C, pressure 1013 hPa with slow weather; both with noise. Pure and seeded: equal settings give
 * equal bytes.
 *
 * <p>About one anomaly in {@value #ROWS_PER_ANOMALY} rows, none in the first {@value #QUIET_ROWS}:
 * a spike or a drop of one row, a shift of the level for an hour, a drift of three hours that ends
 * at once.
 *
 * @param seed what tells one file from another
 * @param start the first row's time
 * @param rows how many rows there are
 */
public record SensorReadings(long seed, Instant start, int rows) implements Iterable<String> {

  public static final Instant DEFAULT_START = Instant.parse("2025-12-01T00:00:00Z");
  public static final int DEFAULT_ROWS = 10_000;

  static final int QUIET_ROWS = 1_500;
  static final int ROWS_PER_ANOMALY = 700;

  private static final double MINUTES_PER_DAY = 1440.0;

  public SensorReadings {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be at least 1, but is " + rows);
    }
  }

  /** What can be wrong, how long, and by how many degrees; pressure moves by ten times that. */
  enum Kind {
    SPIKE(1, 15.0),
    DROP(1, -15.0),
    LEVEL_SHIFT(60, 6.0),
    DRIFT(180, 10.0);

    private final int length;
    private final double degrees;

    Kind(int length, double degrees) {
      this.length = length;
      this.degrees = degrees;
    }

    double offset(int row) {
      return this == DRIFT ? degrees * (row + 1) / length : degrees;
    }
  }

  private record Anomaly(int from, Kind kind, boolean temperature) {
    boolean covers(int row) {
      return row >= from && row < from + kind.length;
    }
  }

  /** The names of the columns; the label is the last. */
  public static String header() {
    return "timestamp,temperature,pressure,label";
  }

  /** How many anomalies are planted. */
  public int anomalies() {
    return plan().size();
  }

  private List<Anomaly> plan() {
    SeededRandom random = SeededRandom.of(seed, "anomalies");
    List<Anomaly> plan = new ArrayList<>();
    for (int from = QUIET_ROWS; from + ROWS_PER_ANOMALY <= rows; from += ROWS_PER_ANOMALY) {
      Kind kind = Kind.values()[random.below(Kind.values().length)];
      int place = from + random.below(ROWS_PER_ANOMALY / 2);
      plan.add(new Anomaly(place, kind, random.below(2) == 0));
    }
    return plan;
  }

  /** The rows without the header, in the order of their times. */
  @Override
  public Iterator<String> iterator() {
    return new Rows();
  }

  private final class Rows implements Iterator<String> {
    private final List<Anomaly> plan = plan();
    private final SeededRandom noise = SeededRandom.of(seed, "noise");
    private int row;
    private int next;
    private double weather;

    @Override
    public boolean hasNext() {
      return row < rows;
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      double temperature =
          25.0 + 2.0 * StrictMath.sin(2 * Math.PI * row / MINUTES_PER_DAY) + 0.3 * bell();
      weather = 0.999 * weather + 0.1 * bell();
      double pressure = 1013.0 + weather + 0.5 * bell();
      while (next < plan.size() && row >= plan.get(next).from + plan.get(next).kind.length) {
        next++;
      }
      boolean anomalous = next < plan.size() && plan.get(next).covers(row);
      if (anomalous) {
        Anomaly anomaly = plan.get(next);
        double offset = anomaly.kind.offset(row - anomaly.from);
        temperature += anomaly.temperature ? offset : 0.0;
        pressure += anomaly.temperature ? 0.0 : 10 * offset;
      }
      String text =
          String.format(
              Locale.ROOT,
              "%s,%.2f,%.2f,%d",
              start.plusSeconds(60L * row),
              temperature,
              pressure,
              anomalous ? 1 : 0);
      row++;
      return text;
    }

    /** Close to a normal deviate: the sum of twelve uniform ones less its mean. */
    private double bell() {
      double sum = -6.0;
      for (int i = 0; i < 12; i++) {
        sum += noise.nextUnit();
      }
      return sum;
    }
  }
}
