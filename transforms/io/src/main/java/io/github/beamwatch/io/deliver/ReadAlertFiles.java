package io.github.beamwatch.io.deliver;

import io.github.beamwatch.beam.json.AlertReader;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawBatchCoder;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.beam.parse.RawRecordCoder;
import io.github.beamwatch.core.alert.Alert;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads files of alerts, one JSON object a line, and hands all of them on in one bundle, in the
 * order of their times: so groups are whole, and no end of an alert comes before its beginning.
 * What is no alert comes first. Bounded; holds all alerts in memory once.
 */
public final class ReadAlertFiles extends PTransform<PBegin, PCollection<RawBatch>> {
  private static final long serialVersionUID = 1L;

  private final List<String> globs;

  private ReadAlertFiles(List<String> globs) {
    this.globs = List.copyOf(globs);
  }

  /** Of these paths or globs. */
  public static ReadAlertFiles of(List<String> globs) {
    return new ReadAlertFiles(globs);
  }

  @Override
  public PCollection<RawBatch> expand(PBegin begin) {
    return begin
        .apply("Globs", Create.of(globs).withCoder(StringUtf8Coder.of()))
        .apply("Match", FileIO.matchAll())
        .apply("Open", FileIO.readMatches())
        .apply("ReadLines", ParDo.of(new ReadLinesFn()))
        .setCoder(KvCoder.of(VarIntCoder.of(), RawRecordCoder.of()))
        .apply("Together", GroupByKey.create())
        .apply("All", Values.create())
        .apply("InOrder", ParDo.of(new InOrderFn()))
        .setCoder(RawBatchCoder.of());
  }

  private static final class ReadLinesFn extends DoFn<FileIO.ReadableFile, KV<Integer, RawRecord>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element FileIO.ReadableFile file, OutputReceiver<KV<Integer, RawRecord>> out)
        throws IOException {
      String name = file.getMetadata().resourceId().toString();
      try (InputStream in = new BufferedInputStream(Channels.newInputStream(file.open()))) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
        long number = 0;
        int next;
        do {
          next = in.read();
          if (next == '\n' || next < 0) {
            number++;
            byte[] bytes = line.toByteArray();
            line.reset();
            if (!new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
              out.output(KV.of(0, new RawRecord(bytes, name, number)));
            }
          } else {
            line.write(next);
          }
        } while (next >= 0);
      }
    }
  }

  private static final class InOrderFn extends DoFn<Iterable<RawRecord>, RawBatch> {
    private static final long serialVersionUID = 1L;

    private record Dated(RawRecord record, long millis, int status, String id) {

      static Dated of(RawRecord record) {
        Alert alert = AlertReader.read(record.payload()).alert();
        return alert == null
            ? new Dated(record, Long.MIN_VALUE, 0, "")
            : new Dated(
                record,
                alert.alertTime().toEpochMilli(),
                alert.status().ordinal(),
                alert.alertId());
      }
    }

    @ProcessElement
    public void process(@Element Iterable<RawRecord> records, OutputReceiver<RawBatch> out) {
      List<Dated> all = new ArrayList<>();
      records.forEach(record -> all.add(Dated.of(record)));
      all.sort(
          Comparator.comparingLong(Dated::millis)
              .thenComparingInt(Dated::status)
              .thenComparing(Dated::id));
      for (Dated dated : all) {
        RawRecord record = dated.record();
        String origin = String.valueOf(record.origin());
        out.output(
            new RawBatch(
                origin,
                new byte[][] {record.payload()},
                new long[] {record.offset()},
                new long[] {0}));
      }
    }
  }
}
