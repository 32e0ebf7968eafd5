package io.github.beamwatch.io.files;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.github.beamwatch.beam.ranking.SortScores;
import io.github.beamwatch.core.ranking.ScoreShards;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.io.table.RecordWriter;
import io.github.beamwatch.io.table.TableFormat;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes a whole ranking into files of a folder, each of which goes on where the one before ends:
 * {@code ranking-00000-of-00016.jsonl}, one entity a line with its rank and score.
 *
 * <p>Input: shards with their blocks, as {@link SortScores} deals them out. Each worker holds and
 * sorts one shard at a time.
 */
public final class WriteRanking
    extends PTransform<PCollection<KV<Integer, Iterable<byte[]>>>, PDone> {
  private static final long serialVersionUID = 1L;

  /** What the files are named after. */
  public static final String RANKING = "ranking";

  private final SinkSpec.Files files;
  private final PCollectionView<Iterable<byte[]>> counts;

  private WriteRanking(SinkSpec.Files files, PCollectionView<Iterable<byte[]>> counts) {
    this.files = files;
    this.counts = counts;
  }

  /**
   * Into files of a folder, in a format.
   *
   * @param counts of all shards ({@link SortScores#counts})
   */
  public static WriteRanking to(SinkSpec.Files files, PCollectionView<Iterable<byte[]>> counts) {
    return new WriteRanking(files, counts);
  }

  @Override
  public PDone expand(PCollection<KV<Integer, Iterable<byte[]>>> shards) {
    shards.apply("WriteShard", ParDo.of(new WriteShardFn(files, counts)).withSideInputs(counts));
    return PDone.in(shards.getPipeline());
  }

  private static final class WriteShardFn extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {
    private static final long serialVersionUID = 1L;

    private final SinkSpec.Files files;
    private final PCollectionView<Iterable<byte[]>> counts;

    WriteShardFn(SinkSpec.Files files, PCollectionView<Iterable<byte[]>> counts) {
      this.files = files;
      this.counts = counts;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      KV<Integer, Iterable<byte[]>> shard = requireNonNull(context.element());
      SortScores.Counts all = SortScores.Counts.of(context.sideInput(counts));
      int number = requireNonNull(shard.getKey());
      TableFormat format =
          switch (files.format()) {
            case JSONL -> null;
            case CSV -> TableFormat.CSV;
            case PARQUET -> TableFormat.PARQUET;
          };
      String kind = RANKING + (format == null ? FileName.JSON_LINES : format.extension());
      UnfinishedFile.write(
          FileSystems.matchNewResource(files.path(), true),
          FileName.of(kind, number, all.ofShards().length),
          out -> {
            try (RecordWriter<RankingRow> rows =
                format == null ? new Lines(out) : format.open(out, new RankingRow.Shape())) {
              long[] rank = {all.firstRank(number)};
              ScoreShards.sort(
                  requireNonNull(shard.getValue()),
                  (entity, score) -> rows.write(new RankingRow(rank[0]++, entity, score)));
            }
          });
    }
  }

  private static final class Lines implements RecordWriter<RankingRow> {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    Lines(OutputStream out) throws IOException {
      json = JSON.createGenerator(out);
      json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    @Override
    public void write(RankingRow row) throws IOException {
      json.writeStartObject();
      json.writeNumberField("rank", row.rank());
      json.writeStringField("entity", row.entity());
      json.writeNumberField("score", row.score());
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }
}
