package io.github.beamwatch.core.training;

import io.github.beamwatch.core.feature.RecentEvents;
import io.github.beamwatch.core.model.RowModel;
import io.github.beamwatch.core.model.SequenceModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code lstm} on rows that hold each entity's newest events, as {@link RecentEvents} lays them
 * out at the rows' end. It sees amounts and gaps by their logarithms, the hour as a point of the
 * clock, and the type. Contributions: how rare the error of each event's amount, gap, hour and type
 * is; 0 for all other columns of the row, and for the oldest event.
 */
final class RecentSequences implements RowModel.Fitted {
  private static final byte VERSION = 1;
  private static final int OF_EVENT = RecentEvents.COLUMNS.size();
  private static final String CONTAMINATION = "contamination";

  private final int length;
  private final int types;
  private final double threshold;
  private final SequenceModel.Fitted fitted;

  private RecentSequences(int length, int types, double threshold, SequenceModel.Fitted fitted) {
    this.length = length;
    this.types = types;
    this.threshold = threshold;
    this.fitted = fitted;
  }

  /**
   * Learns from rows.
   *
   * @param length how many events the rows' last columns hold
   * @param types how many types are told apart
   * @throws IllegalArgumentException with one sentence where a parameter is unknown or out of
   *     range, or no entity has two events
   */
  static RecentSequences fit(
      Map<String, Double> parameters, int length, int types, double[][] rows, long seed) {
    SequenceModel model = model(parameters);
    List<double[][]> sequences = new ArrayList<>();
    for (double[] row : rows) {
      sequences.add(sequence(row, length, types));
    }
    SequenceModel.Fitted fitted = model.fit(sequences, parts(types), seed);
    double contamination = parameters.getOrDefault(CONTAMINATION, 0.0);
    double threshold = model.threshold();
    if (contamination > 0.0) {
      double[] scores = sequences.stream().mapToDouble(fitted::score).sorted().toArray();
      int anomalies = (int) Math.max(1, Math.round(contamination * scores.length));
      threshold = scores[scores.length - anomalies];
    }
    return new RecentSequences(length, types, threshold, fitted);
  }

  /** Amount, gap, hour (two columns) and type (one each). */
  private static int[] parts(int types) {
    int[] parts = new int[4 + types];
    Arrays.setAll(parts, column -> column < 2 ? column : column < 4 ? 2 : 3);
    return parts;
  }

  static SequenceModel model(Map<String, Double> parameters) {
    double contamination = parameters.getOrDefault(CONTAMINATION, 0.0);
    if (!(contamination >= 0.0 && contamination <= 0.5)) {
      throw new IllegalArgumentException(
          "model lstm: contamination is %s; allowed is 0 to 0.5".formatted(contamination));
    }
    Map<String, Double> own = new TreeMap<>(parameters);
    own.remove(CONTAMINATION);
    return SequenceModel.with(own);
  }

  static RecentSequences readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("model lstm in version %d, not %d".formatted(version, VERSION));
    }
    int length = in.readInt();
    int types = in.readInt();
    if (length < 1 || length > RecentEvents.MOST || types < 0 || types > RecentEvents.MOST) {
      throw new IOException("model lstm of %d events of %d types".formatted(length, types));
    }
    return new RecentSequences(length, types, in.readDouble(), SequenceModel.readFrom(in));
  }

  /** The events of a row, the oldest first, as the net sees them. */
  private static double[][] sequence(double[] row, int length, int types) {
    int first = row.length - length * OF_EVENT;
    int events = events(row, length);
    double[][] sequence = new double[events][];
    for (int i = 0; i < events; i++) {
      int at = first + i * OF_EVENT;
      double[] seen = new double[4 + types];
      seen[0] = logarithm(row[at]);
      seen[1] = logarithm(row[at + 1]);
      double angle = row[at + 2] / 12.0 * Math.PI;
      seen[2] = StrictMath.sin(angle);
      seen[3] = StrictMath.cos(angle);
      int type = (int) row[at + 3];
      if (type >= 0 && type < types) {
        seen[4 + type] = 1.0;
      }
      sequence[events - 1 - i] = seen;
    }
    return sequence;
  }

  /** An event has a type, if only −1. */
  private static int events(double[] row, int length) {
    int first = row.length - length * OF_EVENT;
    int events = 0;
    while (events < length && !Double.isNaN(row[first + events * OF_EVENT + 3])) {
      events++;
    }
    return events;
  }

  private static double logarithm(double value) {
    return Double.isNaN(value) ? 0.0 : Math.copySign(StrictMath.log1p(Math.abs(value)), value);
  }

  @Override
  public double score(double[] row) {
    return fitted.score(sequence(row, length, types));
  }

  @Override
  public double[] contributions(double[] row) {
    double[] contributions = new double[row.length];
    double[][] rarities = fitted.rarities(sequence(row, length, types));
    int first = row.length - length * OF_EVENT;
    for (int event = 0; event < rarities.length; event++) {
      int at = first + (rarities.length - 1 - event) * OF_EVENT;
      System.arraycopy(rarities[event], 0, contributions, at, rarities[event].length);
    }
    return contributions;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(length);
    out.writeInt(types);
    out.writeDouble(threshold);
    fitted.writeTo(out);
  }
}
