package io.github.beamwatch.io.files;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.github.beamwatch.beam.ranking.SortScores;
import io.github.beamwatch.core.ranking.ScoreShards;
import java.io.IOException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
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

  private final String folder;
  private final PCollectionView<Iterable<byte[]>> counts;

  private WriteRanking(String folder, PCollectionView<Iterable<byte[]>> counts) {
    this.folder = folder;
    this.counts = counts;
  }

  /**
   * Into this folder.
   *
   * @param counts of all shards ({@link SortScores#counts})
   */
  public static WriteRanking to(String folder, PCollectionView<Iterable<byte[]>> counts) {
    return new WriteRanking(folder, counts);
  }

  @Override
  public PDone expand(PCollection<KV<Integer, Iterable<byte[]>>> shards) {
    shards.apply("WriteShard", ParDo.of(new WriteShardFn(folder, counts)).withSideInputs(counts));
    return PDone.in(shards.getPipeline());
  }

  private static final class WriteShardFn extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    private final String folder;
    private final PCollectionView<Iterable<byte[]>> counts;

    WriteShardFn(String folder, PCollectionView<Iterable<byte[]>> counts) {
      this.folder = folder;
      this.counts = counts;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      KV<Integer, Iterable<byte[]>> shard = requireNonNull(context.element());
      SortScores.Counts all = SortScores.Counts.of(context.sideInput(counts));
      int number = requireNonNull(shard.getKey());
      String file =
          FileSystems.matchNewResource(folder, true)
              .resolve(
                  FileName.of(RANKING, number, all.ofShards().length),
                  StandardResolveOptions.RESOLVE_FILE)
              .toString();
      WholeFile.write(
          file,
          out -> {
            try (JsonGenerator json = JSON.createGenerator(out)) {
              json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
              long[] rank = {all.firstRank(number)};
              ScoreShards.sort(
                  requireNonNull(shard.getValue()),
                  (entity, score) -> {
                    json.writeStartObject();
                    json.writeNumberField("rank", rank[0]++);
                    json.writeStringField("entity", entity);
                    json.writeNumberField("score", score);
                    json.writeEndObject();
                  });
              json.writeRaw('\n');
            }
          });
    }
  }
}
