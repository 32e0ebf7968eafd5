package io.github.beamwatch.beam;

import io.github.beamwatch.beam.alert.AlertCoder;
import io.github.beamwatch.beam.evaluate.VerdictCoder;
import io.github.beamwatch.beam.history.EntityEvent;
import io.github.beamwatch.beam.history.EntityEventCoder;
import io.github.beamwatch.beam.history.HistoryFeatures;
import io.github.beamwatch.beam.measure.MetricPointCoder;
import io.github.beamwatch.beam.measure.SeriesKeyCoder;
import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.beam.parse.EventCoder;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawBatchCoder;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.beam.parse.RawRecordCoder;
import io.github.beamwatch.beam.statistics.JudgementCoder;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detector.Judgement;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.Event;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Makes our coders known to every pipeline: no transform sets one by hand. */
public final class BeamwatchCoders implements CoderProviderRegistrar {

  @Override
  public List<CoderProvider> getCoderProviders() {
    return List.of(
        provider(RawRecord.class, RawRecordCoder.of()),
        provider(RawBatch.class, RawBatchCoder.of()),
        provider(Event.class, EventCoder.of()),
        provider(DeadLetter.class, DeadLetterCoder.of()),
        provider(SeriesKey.class, SeriesKeyCoder.of()),
        provider(MetricPoint.class, MetricPointCoder.of()),
        provider(Verdict.class, VerdictCoder.of()),
        provider(Judgement.class, JudgementCoder.of()),
        provider(Alert.class, AlertCoder.of()),
        provider(EntityEvent.class, EntityEventCoder.of()),
        provider(HistoryFeatures.class, HistoryFeatures.coder()));
  }

  private static <T> CoderProvider provider(Class<T> type, Coder<T> coder) {
    return CoderProviders.forCoder(TypeDescriptor.of(type), coder);
  }
}
