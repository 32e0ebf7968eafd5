package io.github.beamwatch.beam.statistics;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.detector.Judgement;
import io.github.beamwatch.core.detector.Judgement.Kind;
import io.github.beamwatch.core.detector.Sample;
import io.github.beamwatch.core.detector.Score;
import io.github.beamwatch.core.detector.WholeSetIqr;
import io.github.beamwatch.core.detector.WholeSetZ;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * Judges every element by its place among all elements of the data set, or of its window: first the
 * statistics of all, then a score for each.
 *
 * <p>Input: elements of any type, each with a number. Output: every element once, in its window and
 * with its timestamp, with its {@link Judgement}. {@link #zScore}: {@link WholeSetZ}, the distance
 * from the mean in standard deviations; {@link #iqr}: {@link WholeSetIqr}, the distance beyond the
 * quartiles in interquartile ranges, which a few wild values do not move. A missing number (null or
 * NaN) is {@code NO_DATA} and one beyond {@link Sample#MAX_MAGNITUDE} is {@code ERROR}; neither
 * takes part. {@code WARMUP} where there are too few numbers. The order of the input, its bundles
 * and the number of workers change no bit of the result.
 *
 * <p>Bounded, in the global window: the statistics of the whole set. In other windows, bounded or
 * not: those of each window by itself. An unbounded input must be windowed, with the default
 * trigger and no allowed lateness; its elements wait for the end of their window. The input is gone
 * through twice. Cost: one combiner per key and window of 100 bytes (z-score) or up to 64 kB (IQR),
 * then a handful of numbers of each key as a side input: meant for some thousand keys. Neighbour:
 * {@code EvaluateSeries} judges by what came before, in order, and does not wait.
 *
 * <pre>{@code
 * PCollection<KV<Reading, Judgement>> judged =
 *     readings.apply(DetectByWholeSet.zScore(Reading::celsius).withKey(Reading::sensor));
 * }</pre>
 */
public final class DetectByWholeSet<T>
    extends PTransform<PCollection<T>, PCollection<KV<T, Judgement>>> {

  /** How a set is summed up, and what it then says of one number. */
  enum Statistic {
    Z(WholeSetZ.THRESHOLD),
    IQR(WholeSetIqr.THRESHOLD);

    private final double threshold;

    Statistic(double threshold) {
      this.threshold = threshold;
    }

    private Score score(List<Double> set, double threshold, double value) {
      return switch (this) {
        case Z -> new WholeSetZ(set.get(0), set.get(1), threshold).score(value);
        case IQR -> new WholeSetIqr(set.get(0), set.get(1), set.get(2), threshold).score(value);
      };
    }

    private Combine.CombineFn<Double, ?, List<Double>> combiner() {
      return this == Z ? new MomentsFn() : new QuartilesFn();
    }
  }

  private final Statistic statistic;
  private final SerializableFunction<T, @Nullable Double> value;
  private final SerializableFunction<T, String> key;
  private final double threshold;

  private DetectByWholeSet(
      Statistic statistic,
      SerializableFunction<T, @Nullable Double> value,
      SerializableFunction<T, String> key,
      double threshold) {
    this.statistic = statistic;
    this.value = value;
    this.key = key;
    this.threshold = threshold;
  }

  /**
   * By the distance from the mean, in standard deviations.
   *
   * @param value the number of an element; null where it has none
   */
  public static <T> DetectByWholeSet<T> zScore(SerializableFunction<T, @Nullable Double> value) {
    return new DetectByWholeSet<>(Statistic.Z, value, element -> "", Statistic.Z.threshold);
  }

  /**
   * By the distance beyond the quartiles, in interquartile ranges.
   *
   * @param value the number of an element; null where it has none
   */
  public static <T> DetectByWholeSet<T> iqr(SerializableFunction<T, @Nullable Double> value) {
    return new DetectByWholeSet<>(Statistic.IQR, value, element -> "", Statistic.IQR.threshold);
  }

  /** Compares an element with those of the same key alone. By default with all. */
  public DetectByWholeSet<T> withKey(SerializableFunction<T, String> key) {
    return new DetectByWholeSet<>(statistic, value, key, threshold);
  }

  /**
   * From which score on an element is an anomaly. By default {@link WholeSetZ#THRESHOLD} or {@link
   * WholeSetIqr#THRESHOLD}.
   */
  public DetectByWholeSet<T> withThreshold(double threshold) {
    if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the threshold is %s; it must be a number above 0".formatted(threshold));
    }
    return new DetectByWholeSet<>(statistic, value, key, threshold);
  }

  @Override
  public PCollection<KV<T, Judgement>> expand(PCollection<T> elements) {
    PCollectionView<Map<String, List<Double>>> sets =
        elements
            .apply("TakeNumbers", ParDo.of(new TakeNumberFn<>(value, key)))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), DoubleCoder.of()))
            .apply("SumUp", Combine.perKey(statistic.combiner()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), ListCoder.of(DoubleCoder.of())))
            .apply("AsSideInput", View.asMap());
    return elements
        .apply("Judge", ParDo.of(new JudgeFn<>(this, sets)).withSideInputs(sets))
        .setCoder(KvCoder.of(elements.getCoder(), JudgementCoder.of()));
  }

  /** What a number is worth before anything is compared; null where it can be. */
  private static @Nullable Kind unusable(@Nullable Double number) {
    if (number == null || number.isNaN()) {
      return Kind.NO_DATA;
    }
    return Math.abs(number) > Sample.MAX_MAGNITUDE ? Kind.ERROR : null;
  }

  private static final class TakeNumberFn<T> extends DoFn<T, KV<String, Double>> {
    private final SerializableFunction<T, @Nullable Double> value;
    private final SerializableFunction<T, String> key;

    TakeNumberFn(
        SerializableFunction<T, @Nullable Double> value, SerializableFunction<T, String> key) {
      this.value = value;
      this.key = key;
    }

    @ProcessElement
    public void process(@Element T element, OutputReceiver<KV<String, Double>> out) {
      Double number = value.apply(element);
      if (number != null && unusable(number) == null) {
        out.output(KV.of(key.apply(element), number));
      }
    }
  }

  private static final class JudgeFn<T> extends DoFn<T, KV<T, Judgement>> {
    private final DetectByWholeSet<T> by;
    private final PCollectionView<Map<String, List<Double>>> sets;

    JudgeFn(DetectByWholeSet<T> by, PCollectionView<Map<String, List<Double>>> sets) {
      this.by = by;
      this.sets = sets;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      T element = context.element();
      context.output(KV.of(element, judge(element, context.sideInput(sets))));
    }

    private Judgement judge(T element, Map<String, List<Double>> sets) {
      Double number = by.value.apply(element);
      Kind unusable = unusable(number);
      if (number == null || unusable != null) {
        return new Judgement(unusable == null ? Kind.NO_DATA : unusable, Score.WARMUP);
      }
      List<Double> set = requireNonNull(sets.get(by.key.apply(element)), "its own set");
      Score score = by.statistic.score(set, by.threshold, number);
      if (score.isWarmup()) {
        return new Judgement(Kind.WARMUP, score);
      }
      return new Judgement(score.score() >= by.threshold ? Kind.ANOMALY : Kind.NORMAL, score);
    }
  }
}
