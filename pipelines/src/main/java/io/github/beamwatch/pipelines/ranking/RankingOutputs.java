package io.github.beamwatch.pipelines.ranking;

import io.github.beamwatch.beam.json.RankingLines;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.io.console.PrintLines;
import io.github.beamwatch.io.files.WholeFile;
import io.github.beamwatch.io.kafka.KafkaSink;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRowCoder;
import io.github.beamwatch.io.table.RecordWriter;
import io.github.beamwatch.io.table.TableFormat;
import io.github.beamwatch.pipelines.sink.RowOutputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Sends a ranking's head to its sinks. */
final class RankingOutputs {
  static final String PATH = "sinks.top";
  private static final String TOP = "top";

  private final List<SinkSpec> sinks;
  private final RowOutputs rowOutputs = new RowOutputs();

  RankingOutputs(List<SinkSpec> sinks) {
    this.sinks = sinks;
  }

  void write(PCollection<RankingResult> result) {
    for (int i = 0; i < sinks.size(); i++) {
      SinkSpec.Files files = sinks.get(i).files();
      if (files != null) {
        result.apply("WriteTop#" + i, ParDo.of(new WriteTopFn(files)));
      }
    }
    if (sinks.stream().allMatch(sink -> sink.files() != null)) {
      return;
    }
    PCollection<SinkRow> rows =
        result.apply("TopRows", ParDo.of(new RowsFn())).setCoder(SinkRowCoder.of());
    rowOutputs.write(PATH, sinks, rows, row -> row);
    PCollection<KV<String, String>> lines =
        rows.apply(
                "TopLines",
                MapElements.into(
                        TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.strings()))
                    .via(row -> KV.of(row.labels().get("entity"), row.json())))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
    for (int i = 0; i < sinks.size(); i++) {
      SinkSpec.Kafka kafka = sinks.get(i).kafka();
      if (kafka != null && kafka.bootstrapServers() != null) {
        rowOutputs.notWritten(
            lines.apply(
                "WriteKafka(top#" + i + ")",
                KafkaSink.write(kafka, kafka.bootstrapServers())
                    .named(PATH + "[" + i + "].kafka")));
      } else if (sinks.get(i).console() != null) {
        lines
            .apply("Line(top#" + i + ")", Values.create())
            .apply("Print(top#" + i + ")", PrintLines.toConsole());
      }
    }
  }

  /** These dead letters, together with the rows that servers did not take. */
  PCollection<DeadLetter> withUnwritten(PCollection<DeadLetter> letters) {
    return rowOutputs.withUnwritten(letters);
  }

  private static final class RowsFn extends DoFn<RankingResult, SinkRow> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element RankingResult result, OutputReceiver<SinkRow> out) {
      result.top().forEach(entity -> out.output(RankedRow.of(result, entity)));
    }
  }

  private static final class WriteTopFn extends DoFn<RankingResult, Void> {
    private static final long serialVersionUID = 1L;

    private final SinkSpec.Files files;

    WriteTopFn(SinkSpec.Files files) {
      this.files = files;
    }

    @ProcessElement
    public void process(@Element RankingResult result) throws IOException {
      switch (files.format()) {
        case JSONL ->
            WholeFile.write(
                FolderPath.in(files.path(), TOP + ".jsonl"),
                out -> {
                  try (out) {
                    for (RankedEntity entity : result.top()) {
                      String line = RankingLines.of(result, entity) + "\n";
                      out.write(line.getBytes(StandardCharsets.UTF_8));
                    }
                  }
                });
        case CSV -> write(result, TableFormat.CSV);
        case PARQUET -> write(result, TableFormat.PARQUET);
      }
    }

    private void write(RankingResult result, TableFormat format) throws IOException {
      WholeFile.write(
          FolderPath.in(files.path(), TOP + format.extension()),
          out -> {
            try (RecordWriter<RankedEntity> rows = format.open(out, new RankedRow(result))) {
              for (RankedEntity entity : result.top()) {
                rows.write(entity);
              }
            }
          });
    }
  }
}
