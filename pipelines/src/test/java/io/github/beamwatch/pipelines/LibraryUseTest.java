package io.github.beamwatch.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.alert.RaiseAlerts;
import io.github.beamwatch.beam.evaluate.EvaluateSeries;
import io.github.beamwatch.beam.measure.MeasureSeries;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.beam.parse.ParseEvents;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import io.github.beamwatch.pipelines.spec.SpecText;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

/** The transforms in somebody else's pipeline, as the README puts them together. */
class LibraryUseTest {

  @Test
  void aLimitOnSingleEventsOfACollection() {
    PipelineSpec spec =
        SpecLoader.load(
                SpecText.open("transactions"),
                List.of(
                    SpecOverride.parse(
                        "parse.csv.columns=[timestamp, transaction_id, customer_id, amount]")),
                Map.of())
            .spec();
    DirectRun run = DirectRun.withParallelism(2);

    PCollectionTuple parsed =
        run.pipeline()
            .apply(
                Create.of(
                    Stream.of(",tx1001,cust1,120.5", ",tx1002,cust2,9200.0", ",tx1003,cust3,")
                        .map(line -> RawRecord.of(line.getBytes(UTF_8)))
                        .toList()))
            .apply(ParseEvents.with(MeasureSettings.of(spec).format()));
    Kept<DeadLetter> dead = run.keep(parsed.get(ParseEvents.DEAD_LETTERS));
    Kept<Alert> alerts =
        run.keep(
            parsed
                .get(ParseEvents.EVENTS)
                .apply(MeasureSeries.by(spec))
                .apply(EvaluateSeries.by(spec))
                .apply(RaiseAlerts.with(AlertFactory.of(spec, "1"))));
    run.toEnd();

    assertThat(alerts.values()).extracting(Alert::message).containsExactly("tx1002, cust2, 9200.0");
    assertThat(dead.values())
        .extracting(DeadLetter::reason)
        .containsExactly(DeadLetter.Reason.MISSING_FIELD);
  }
}
