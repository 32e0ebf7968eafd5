package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How improbable a high value is, by the highest values of the series' own history.
 *
 * <p>Peaks over threshold (Pickands 1975; Siffer et al. 2017, "Anomaly detection in streams with
 * extreme value theory"): the {@link #KEPT} highest peaks are kept, and a generalized Pareto tail
 * is laid through them. Peaks fewer than {@link #APART} samples apart count as one, so a slow
 * series does not look like many observations. The tail's shape is not fitted to those few peaks,
 * which is too unsteady; it follows from the whole upper twentieth of the history, by the mean
 * logarithm of its excess (Hill 1975), which is 0.2 for a normal distribution and above 0.35 for
 * one that brings extreme values by nature.
 *
 * <p>An anomaly hardly moves the tail: a new peak counts as at most the value expected once in five
 * times the history, or a tenth of the way from the highest peak to it. Where such values go on,
 * each moves the tail further, and they become usual. Peaks are forgotten after {@link #REMEMBERED}
 * samples.
 */
final class UpperTail {
  private static final int KEPT = 20;
  private static final int APART = 12;
  private static final int REMEMBERED = 20_000;

  /** Fewer peaks than this say nothing. */
  private static final int ENOUGH = 4;

  /** Fewer peaks than this do not limit what the next one teaches. */
  private static final int SETTLED = 12;

  private static final double ONCE_IN_HISTORIES = 5.0;
  private static final double STEP_TO_HIGHER_PEAK = 0.1;

  /** The mean excess is at least this share of the mean distance from the centre. */
  private static final double LEAST_SPREAD = 0.2;

  private static final double LN_10 = Math.log(10.0);
  private static final double MOST = 30.0;
  private static final double SLOWEST = 1e-4;
  private static final double CLIP = 10.0;
  private static final double UPPER_SHARE = 0.05;
  private static final double MODEST_LOG_EXCESS = 0.25;
  private static final double SHAPE_PER_LOG_EXCESS = 4.5;
  private static final double MIN_SHAPE = 0.02;
  private static final double MAX_SHAPE = 0.6;

  private long samples;
  private double centre;
  private double spread;
  private double upperBound;
  private long upperCount;
  private double logExcess = 0.27;
  private int size;
  private final double[] peaks = new double[KEPT];
  private final long[] peakAt = new long[KEPT];

  // What follows from the above.
  private double excess;
  private double shape = MIN_SHAPE;
  private double logShare;

  /** The mean distance from the mean. */
  double spread() {
    return spread;
  }

  /** Minus the decimal logarithm of the probability of a value as high: 0 (usual) to 30. */
  double surprise(double value) {
    if (size < ENOUGH || !(value > peaks[size - 1])) {
      return 0.0;
    }
    double beyond = Math.log1p(shape * (value - peaks[size - 1]) / excess) / (shape * LN_10);
    return Math.max(0.0, Math.min(MOST, beyond - logShare));
  }

  void learn(double value) {
    if (samples++ == 0) {
      centre = value;
    }
    learnShape(value);
    forgetOld();
    double taught = size < SETTLED ? value : Math.min(value, mostTaught(value));
    int newest = indexOfNewest();
    if (newest >= 0 && samples - peakAt[newest] <= APART) {
      if (taught > peaks[newest]) {
        remove(newest);
        insert(taught);
      }
    } else if (size < KEPT) {
      insert(taught);
    } else if (taught > peaks[size - 1]) {
      size--;
      insert(taught);
    }
    fit();
  }

  private void learnShape(double value) {
    double weight = Math.max(SLOWEST, 1.0 / samples);
    double distance = value - centre;
    if (samples > 10 && spread > 0) {
      if (upperBound <= 0) {
        upperBound = 1.5 * spread;
      }
      if (distance > upperBound && samples > 40) {
        upperCount++;
        double excessNow = Math.min(2.0, Math.log(distance / upperBound));
        logExcess += Math.max(0.01, 1.0 / (upperCount + 20)) * (excessNow - logExcess);
      }
      double step = Math.max(0.01, 1.0 / samples) * 2 * spread;
      upperBound += step * (distance > upperBound ? 1 - UPPER_SHARE : -UPPER_SHARE);
      upperBound = Math.max(upperBound, LEAST_SPREAD * spread);
    }
    double most = samples < 30 ? Double.MAX_VALUE : CLIP * spread + Double.MIN_NORMAL;
    centre += weight * Math.max(-most, Math.min(most, distance));
    spread += weight * (Math.min(Math.abs(distance), most) - spread);
  }

  private double mostTaught(double value) {
    double rare = shareOfPeaks() * ONCE_IN_HISTORIES * history();
    double once =
        peaks[size - 1] + excess / shape * Math.expm1(shape * Math.log(Math.max(1, rare)));
    return Math.max(once, peaks[0] + STEP_TO_HIGHER_PEAK * (value - peaks[0]));
  }

  private double history() {
    return Math.min(samples, REMEMBERED);
  }

  private double shareOfPeaks() {
    return size / Math.max(history(), size);
  }

  private void fit() {
    if (size < ENOUGH) {
      return;
    }
    logShare = Math.log10(shareOfPeaks());
    double lowest = peaks[size - 1];
    double sum = 0.0;
    for (int i = 0; i < size - 1; i++) {
      sum += peaks[i] - lowest;
    }
    double wanted = SHAPE_PER_LOG_EXCESS * (logExcess - MODEST_LOG_EXCESS);
    shape = Math.max(MIN_SHAPE, Math.min(MAX_SHAPE, wanted));
    double least = Math.max(LEAST_SPREAD * spread, 1e-9 * Math.abs(lowest) + 1e-12);
    excess = Math.max(sum / (size - 1) * (1 - shape), least);
  }

  private void forgetOld() {
    for (int i = 0; i < size; i++) {
      if (samples - peakAt[i] > REMEMBERED) {
        remove(i);
        return; // peaks are apart: no two grow old at once
      }
    }
  }

  private int indexOfNewest() {
    int newest = size - 1;
    for (int i = 0; i < size; i++) {
      if (peakAt[i] > peakAt[newest]) {
        newest = i;
      }
    }
    return newest;
  }

  private void remove(int index) {
    size--;
    System.arraycopy(peaks, index + 1, peaks, index, size - index);
    System.arraycopy(peakAt, index + 1, peakAt, index, size - index);
  }

  private void insert(double value) {
    int at = size;
    while (at > 0 && peaks[at - 1] < value) {
      peaks[at] = peaks[at - 1];
      peakAt[at] = peakAt[at - 1];
      at--;
    }
    peaks[at] = value;
    peakAt[at] = samples;
    size++;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(samples);
    out.writeDouble(centre);
    out.writeDouble(spread);
    out.writeDouble(upperBound);
    out.writeLong(upperCount);
    out.writeDouble(logExcess);
    out.writeByte(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(peaks[i]);
      out.writeShort((int) (samples - peakAt[i])); // at most REMEMBERED
    }
  }

  static UpperTail readFrom(DataInput in) throws IOException {
    UpperTail tail = new UpperTail();
    tail.samples = in.readLong();
    tail.centre = in.readDouble();
    tail.spread = in.readDouble();
    tail.upperBound = in.readDouble();
    tail.upperCount = in.readLong();
    tail.logExcess = in.readDouble();
    tail.size = in.readByte();
    if (tail.size < 0 || tail.size > KEPT) {
      throw new IOException("a tail of " + tail.size + " peaks; at most " + KEPT + " are kept");
    }
    for (int i = 0; i < tail.size; i++) {
      tail.peaks[i] = in.readDouble();
      tail.peakAt[i] = tail.samples - in.readShort();
    }
    tail.fit();
    return tail;
  }
}
