package io.github.beamwatch.pipelines;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.SinkSpec.Line;
import io.github.beamwatch.io.console.PrintAlerts;
import io.github.beamwatch.io.console.PrintLines;
import io.github.beamwatch.io.files.AlertRow;
import io.github.beamwatch.io.files.DeadLetterRow;
import io.github.beamwatch.io.files.MetricRow;
import io.github.beamwatch.io.files.ScoreRow;
import io.github.beamwatch.io.files.SeriesFiles;
import io.github.beamwatch.io.kafka.KafkaSink;
import io.github.beamwatch.io.table.RowShape;
import io.github.beamwatch.pipelines.sink.FileOutputs;
import io.github.beamwatch.pipelines.sink.RecordKeys;
import io.github.beamwatch.pipelines.sink.RowOutputs;
import io.github.beamwatch.pipelines.sink.SinkRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/** Sends what a pipeline makes to the sinks of its spec, or to the folder of {@code --output}. */
final class Outputs {

  private static final String ALERTS = "alerts";
  private static final String DEAD_LETTERS = "dead-letters";

  private final PipelineSpec spec;
  private final String specVersion;
  private final SinkRows toRows;
  private final RowOutputs rowOutputs = new RowOutputs();
  private final FileOutputs fileOutputs = new FileOutputs();
  private final boolean printAlerts;
  private final @Nullable SinkSpec onlySink;
  private final Map<SinkSpec.Kafka, Integer> topicBytes;

  Outputs(PipelineSpec spec, String specVersion, RunSettings settings) {
    this.spec = spec;
    this.specVersion = specVersion;
    this.toRows = new SinkRows(spec, specVersion);
    this.topicBytes = settings.topicBytes();
    this.printAlerts = settings.printAlerts();
    String folder = settings.outputDir();
    this.onlySink = folder == null ? null : SinkSpec.toFiles(folder);
  }

  private List<SinkSpec> sinks(List<SinkSpec> ofSpec) {
    return onlySink == null ? ofSpec : List.of(onlySink);
  }

  /** Of metric points and verdicts: those that take them one by one. */
  private List<SinkSpec> elementSinks(List<SinkSpec> ofSpec) {
    return sinks(ofSpec).stream()
        .filter(sink -> sink.files() == null || !spec.source().bounded())
        .toList();
  }

  /** Whether anybody wants metric points one by one. */
  boolean wantsMetrics() {
    return !elementSinks(spec.sinks().metrics()).isEmpty();
  }

  /** Whether anybody wants verdicts one by one, those too that change no alert. */
  boolean wantsScores() {
    return !elementSinks(spec.sinks().scores()).isEmpty();
  }

  /** The files of metric points and verdicts of a bounded input. */
  SeriesFiles seriesFiles() {
    return new SeriesFiles(
        spec.measure(),
        FileOutputs.seriesFolders(sinks(spec.sinks().metrics())),
        FileOutputs.seriesFolders(sinks(spec.sinks().scores())));
  }

  /** A folder takes bare sentences too, where the spec asks for them. */
  private List<SinkSpec> alertSinks() {
    List<SinkSpec> sinks = new ArrayList<>(sinks(spec.alerts().sinks()));
    if (onlySink != null && spec.alerts().sinks().stream().anyMatch(FileOutputs::isPlain)) {
      String folder = requireNonNull(onlySink.files()).path();
      sinks.add(SinkSpec.toFiles(folder, Line.MESSAGE));
    }
    return sinks;
  }

  void alerts(PCollection<Alert> alerts) {
    List<SinkSpec> sinks = alertSinks();
    // How the spec prints alerts holds for the alerts that a run prints beside its files too.
    List<Line> printed =
        spec.alerts().sinks().stream()
            .filter(sink -> sink.console() != null)
            .map(sink -> sink.console().line())
            .filter(Objects::nonNull)
            .toList();
    boolean asked = sinks.stream().anyMatch(sink -> sink.console() != null);
    if (asked && printed.contains(Line.JSON)) {
      alerts
          .apply("ToJson(alerts#console)", ParDo.of(new MapFn<Alert, String>(JsonLines::of)))
          .setCoder(StringUtf8Coder.of())
          .apply("PrintAlerts", PrintLines.toConsole());
    } else if (asked || printAlerts) {
      PrintAlerts print = PrintAlerts.toConsole();
      alerts.apply(
          "PrintAlerts", printed.contains(Line.MESSAGE) ? print.withMessageAlone() : print);
    }
    List<SinkSpec> others = sinks.stream().filter(sink -> sink.console() == null).toList();
    AlertRow row = new AlertRow(spec.measure().groupBy());
    fileOutputs.write(
        ALERTS, others.stream().filter(FileOutputs::isPlain).toList(), alerts, Alert::message, row);
    write(
        ALERTS,
        alerts,
        others.stream().filter(sink -> !FileOutputs.isPlain(sink)).toList(),
        RecordKeys::of,
        JsonLines::of,
        row);
    SinkRows rows = toRows;
    rowOutputs.write("alerts.sinks", sinks(spec.alerts().sinks()), alerts, rows::of);
  }

  void metrics(PCollection<MetricPoint> points) {
    List<String> labels = spec.measure().groupBy();
    List<String> measures = List.copyOf(spec.measure().measures().keySet());
    MetricCatalog catalog = MetricCatalog.of(spec.measure());
    write(
        SeriesFiles.METRICS,
        points,
        elementSinks(spec.sinks().metrics()),
        point -> RecordKeys.of(point.series()),
        point -> JsonLines.of(point, labels, measures, catalog),
        new MetricRow(spec.measure()));
    SinkRows rows = toRows;
    rowOutputs.write("sinks.metrics", sinks(spec.sinks().metrics()), points, rows::of);
  }

  void scores(PCollection<Verdict> verdicts) {
    List<String> labels = spec.measure().groupBy();
    write(
        SeriesFiles.SCORES,
        verdicts,
        elementSinks(spec.sinks().scores()),
        verdict -> RecordKeys.of(verdict.series()),
        verdict -> JsonLines.of(verdict, labels),
        new ScoreRow(labels));
    SinkRows rows = toRows;
    rowOutputs.write("sinks.scores", sinks(spec.sinks().scores()), verdicts, rows::of);
  }

  /** Called last of the four: what the other sinks could not take goes there too. */
  void deadLetters(PCollection<DeadLetter> ofInput) {
    String version = specVersion;
    PCollection<DeadLetter> letters = rowOutputs.withUnwritten(ofInput);
    List<SinkSpec> sinks = sinks(spec.sinks().deadLetters());
    write(
        DEAD_LETTERS,
        letters,
        sinks,
        letter -> "",
        letter -> JsonLines.of(letter, version),
        new DeadLetterRow(version));
    SinkRows rows = toRows;
    rowOutputs.writeDeadLetters("sinks.deadLetters", sinks, letters, rows::of);
  }

  /** Everything that Beam writes by itself: files, topics and the console. */
  private <T> void write(
      String kind,
      PCollection<T> elements,
      List<SinkSpec> sinks,
      SerializableFunction<T, String> key,
      SerializableFunction<T, String> toJson,
      RowShape<T> shape) {
    fileOutputs.write(kind, sinks, elements, toJson, shape);
    List<SinkSpec> ofLines =
        sinks.stream().filter(sink -> sink.kafka() != null || sink.console() != null).toList();
    if (ofLines.isEmpty()) {
      return;
    }
    PCollection<KV<String, String>> lines =
        elements
            .apply(
                "ToJson(" + kind + ")",
                ParDo.of(
                    new MapFn<T, KV<String, String>>(
                        element -> KV.of(key.apply(element), toJson.apply(element)))))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
    int number = 0;
    for (SinkSpec sink : ofLines) {
      String name = kind + "#" + number++;
      if (sink.kafka() != null) {
        KafkaSink write =
            KafkaSink.write(sink.kafka().orAs(spec.source().kafka()), brokers(sink))
                .named(place(kind, sink))
                .withGroup("beamwatch-" + spec.name() + "-" + place(kind, sink))
                .withTopicLimit(topicBytes.getOrDefault(sink.kafka(), Integer.MAX_VALUE));
        boolean last = kind.equals(DEAD_LETTERS);
        PCollection<DeadLetter> dead =
            lines.apply("WriteKafka(" + name + ")", last ? write.ofDeadLetters() : write);
        if (!last) {
          rowOutputs.notWritten(dead);
        }
      } else {
        lines
            .apply("Line(" + name + ")", Values.create())
            .apply("Print(" + name + ")", PrintLines.toConsole());
      }
    }
  }

  /** Where the spec has the sink: what its dead letters name as their source. */
  private String place(String kind, SinkSpec sink) {
    return switch (kind) {
          case ALERTS -> "alerts.sinks[" + spec.alerts().sinks().indexOf(sink);
          case SeriesFiles.METRICS -> "sinks.metrics[" + spec.sinks().metrics().indexOf(sink);
          case SeriesFiles.SCORES -> "sinks.scores[" + spec.sinks().scores().indexOf(sink);
          default -> "sinks.deadLetters[" + spec.sinks().deadLetters().indexOf(sink);
        }
        + "].kafka";
  }

  private String brokers(SinkSpec sink) {
    SinkSpec.Kafka kafka = sink.kafka();
    if (kafka != null && kafka.bootstrapServers() != null) {
      return kafka.bootstrapServers();
    }
    KafkaSourceSpec source = spec.source().kafka();
    if (source == null) {
      throw new IllegalArgumentException(
          "a Kafka sink without bootstrapServers needs a Kafka source");
    }
    return source.bootstrapServers();
  }

  /** Adds the file sinks; called once, when everything else is there. */
  void writeFiles() {
    fileOutputs.finish();
  }

  private static final class MapFn<A, B> extends DoFn<A, B> {
    private final SerializableFunction<A, B> function;

    MapFn(SerializableFunction<A, B> function) {
      this.function = function;
    }

    @ProcessElement
    public void process(@Element A element, OutputReceiver<B> out) {
      out.output(function.apply(element));
    }
  }
}
