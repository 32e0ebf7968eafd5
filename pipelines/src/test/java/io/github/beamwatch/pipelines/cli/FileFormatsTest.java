package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run writes every kind of result in every format: all of them say the same. */
class FileFormatsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path spec(String sinks) throws IOException {
    StringBuilder events = new StringBuilder();
    for (int minute = 0; minute < 8; minute++) {
      events.append(
          "{\"at\":\"2026-01-31T09:3%d:00Z\",\"shop\":\"a, \\\"b\\\"\",\"amount\":%s}\n"
              .formatted(minute, minute < 6 ? 0.1 * minute : 9));
    }
    events.append("no, \"json\"\n");
    Files.writeString(folder.resolve("in.jsonl"), events);
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        apiVersion: beamwatch/v1
        name: orders
        source: {files: {paths: ["%1$s/in.jsonl"]}}
        parse: {format: json, timestamp: {field: at}}
        measure:
          groupBy: [shop]
          window: 1m
          measures: {amount: {sum: amount}}
          metrics: {share: "1.0 / amount"}
        detect:
          - {rule: much, metric: amount, when: {above: 5}}
        %2$s
        """
            .formatted(folder, sinks));
  }

  @Test
  void all_formats_hold_equal_values() throws IOException {
    String sinks = "[%s]".formatted(files("jsonl") + ", " + files("csv") + ", " + files("parquet"));

    Cli.run(
            "run",
            spec("alerts: {sinks: %1$s}\nsinks: {metrics: %1$s, scores: %1$s, deadLetters: %1$s}"
                    .formatted(sinks))
                .toString())
        .done();

    for (String kind : List.of("alerts", "metrics", "scores", "dead-letters")) {
      List<Map<String, String>> json = ofJson(folder.resolve("jsonl"), kind);
      assertThat(json).as(kind).isNotEmpty();
      assertThat(ofCsv(folder.resolve("csv"), kind)).containsExactlyInAnyOrderElementsOf(json);
      assertThat(ofParquet(folder.resolve("parquet"), kind))
          .containsExactlyInAnyOrderElementsOf(json);
    }
    assertThat(ofCsv(folder.resolve("csv"), "metrics"))
        .contains(
            Map.of(
                "label_shop", "a, \"b\"",
                "window_start", "2026-01-31T09:33:00.000Z",
                "window_end", "2026-01-31T09:34:00.000Z",
                "samples", "1",
                "measure_amount", "0.30000000000000004",
                "metric_share", "3.333333333333333"));
  }

  @Test
  void a_folder_that_cannot_be_written_is_one_sentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    Cli.run("run", spec("alerts: {sinks: [{files: {path: %s/out}}]}".formatted(file)).toString())
        .refusedWith(
            "alerts.sinks[0].files.path: '%1$s/out' cannot be written: %1$s is a file; name a folder"
                .formatted(file))
        .inOneSentence();
    Cli.run("run", spec("sinks: {metrics: [{files: {path: 'gopher://x/y'}}]}").toString())
        .refusedWith(
            "sinks.metrics[0].files.path: 'gopher://x/y' cannot be written: this bundle has no file"
                + " system for it")
        .inOneSentence();
  }

  private String files(String format) {
    return "{files: {path: \"%s/%s\", format: %s}}".formatted(folder, format, format);
  }

  /** What the columns of a table are made of; what has no value is left out. */
  private static List<Map<String, String>> ofJson(Path folder, String kind) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path file : files(folder, kind)) {
      for (String line : Files.readAllLines(file)) {
        Map<String, String> row = new TreeMap<>();
        JSON.readTree(line).fields().forEachRemaining(field -> add(field, row));
        if (kind.equals("scores")) {
          row.putIfAbsent("imputed", "false");
        }
        if (kind.equals("dead-letters")) {
          row.putIfAbsent("payload_state", "whole");
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static void add(Map.Entry<String, JsonNode> field, Map<String, String> row) {
    JsonNode value = field.getValue();
    if (value.isObject()) {
      String prefix = field.getKey().substring(0, field.getKey().length() - 1) + "_";
      value
          .fields()
          .forEachRemaining(
              inner -> add(Map.entry(prefix + inner.getKey(), inner.getValue()), row));
    } else if (!value.isNull()) {
      row.put(field.getKey(), value.asText());
    }
  }

  private static List<Map<String, String>> ofCsv(Path folder, String kind) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path file : files(folder, kind)) {
      List<List<String>> records = csv(Files.readString(file));
      List<String> header = records.get(0);
      for (List<String> record : records.subList(1, records.size())) {
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < header.size(); i++) {
          if (!record.get(i).isEmpty()) {
            row.put(header.get(i), record.get(i));
          }
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** A reader of its own. */
  private static List<List<String>> csv(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        record.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          records.add(record);
          record = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    return records;
  }

  /** The rows of the Parquet files of a kind in a folder. */
  static List<Map<String, String>> ofParquet(Path folder, String kind) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path file : files(folder, kind)) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(
                  new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
        MessageType schema = reader.getFileMetaData().getSchema();
        for (PageReadStore group = reader.readNextRowGroup();
            group != null;
            group = reader.readNextRowGroup()) {
          RecordReader<Group> records =
              new ColumnIOFactory()
                  .getColumnIO(schema)
                  .getRecordReader(group, new GroupRecordConverter(schema));
          for (long i = 0; i < group.getRowCount(); i++) {
            rows.add(row(records.read(), schema));
          }
        }
      }
    }
    return rows;
  }

  private static Map<String, String> row(Group group, MessageType schema) {
    Map<String, String> row = new TreeMap<>();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      if (group.getFieldRepetitionCount(i) > 0) {
        boolean time =
            schema.getType(i).getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation;
        String text = group.getValueToString(i, 0);
        row.put(
            schema.getFieldName(i),
            time
                ? Instant.ofEpochMilli(group.getLong(i, 0)).toString().replace("00Z", "00.000Z")
                : text);
      }
    }
    return row;
  }

  private static List<Path> files(Path folder, String kind) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(kind)).toList();
    }
  }
}
