package io.github.beamwatch.io.rules;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.live.RuleLog;
import io.github.beamwatch.core.live.RuleReader;
import io.github.beamwatch.core.spec.LiveRulesSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Looks for newer versions of the rules again and again, in one place of the job, and checks each
 * once.
 *
 * <p>Output: {@link #LOG}, the {@link RuleLog} whenever it changed and once at the beginning;
 * {@link #REFUSED}, versions that cannot be used, with all that is wrong with them. State: the log
 * itself, so a job that is restored goes on with the last good version even while a bad one lies
 * there.
 */
public final class ReadRules extends PTransform<PBegin, PCollectionTuple> {

  /** What was accepted so far. */
  public static final TupleTag<RuleLog> LOG = new TupleTag<>("log") {};

  /** What was refused. */
  public static final TupleTag<DeadLetter> REFUSED = new TupleTag<>("refused") {};

  private final RuleSource source;
  private final Duration every;
  private final RuleReader reader;

  private ReadRules(RuleSource source, Duration every, RuleReader reader) {
    this.source = source;
    this.every = every;
    this.reader = reader;
  }

  /**
   * Reads what a spec names.
   *
   * @param brokers those of the events, used where the spec names no others; null where there are
   *     none
   * @param properties the client properties that go with these brokers
   */
  public static ReadRules from(
      LiveRulesSpec spec,
      @Nullable String brokers,
      Map<String, String> properties,
      RuleReader reader) {
    return new ReadRules(source(spec, brokers, properties), spec.every(), reader);
  }

  private static RuleSource source(
      LiveRulesSpec spec, @Nullable String brokers, Map<String, String> properties) {
    if (spec.file() != null) {
      return new RuleFiles(spec.file().path());
    }
    LiveRulesSpec.Kafka kafka = requireNonNull(spec.kafka(), "a checked spec has file or kafka");
    if (kafka.bootstrapServers() != null) {
      return new RuleTopic(kafka.bootstrapServers(), kafka.topic(), kafka.properties());
    }
    Map<String, String> all = new HashMap<>(properties);
    all.putAll(kafka.properties());
    return new RuleTopic(
        requireNonNull(brokers, "a checked spec names the broker"), kafka.topic(), all);
  }

  /** The log as a side input; of what it holds the log with the greatest number counts. */
  public static PCollectionView<Iterable<RuleLog>> view(PCollection<RuleLog> log) {
    return log.apply(
            "NewestLog",
            Window.<RuleLog>into(new GlobalWindows())
                .triggering(Repeatedly.forever(AfterPane.elementCountAtLeast(1)))
                .withAllowedLateness(org.joda.time.Duration.ZERO)
                .discardingFiredPanes())
        .apply("ViewLog", View.asIterable());
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple out =
        begin
            .apply(
                "Tick",
                GenerateSequence.from(0)
                    .withRate(1, org.joda.time.Duration.millis(every.toMillis())))
            .apply("ToOnePlace", WithKeys.of("rules"))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()))
            .apply(
                "LookForRules",
                ParDo.of(new LookForRulesFn(source, every, reader))
                    .withOutputTags(LOG, TupleTagList.of(REFUSED)));
    out.get(LOG).setCoder(new RuleLogCoder());
    out.get(REFUSED).setCoder(DeadLetterCoder.of());
    return out;
  }
}
