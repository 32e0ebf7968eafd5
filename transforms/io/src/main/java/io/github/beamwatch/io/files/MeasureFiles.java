package io.github.beamwatch.io.files;

import static io.github.beamwatch.beam.measure.MeasureBatches.DEAD_LETTERS;

import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.beam.parse.DeadLetterCoder;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads files in large pieces, parses their records where they lie and aggregates them per series
 * and window, all in one step: a record never becomes an element.
 *
 * <p>Input: paths or globs on any Beam filesystem: lines of JSON or CSV, plain or compressed,
 * Parquet and Avro. Plain files of one record a line are split, Parquet between row groups, Avro
 * between blocks. Bounded. Output: {@link #BLOCKS}, for {@code EvaluateBlocks}, and {@code
 * MeasureBatches.DEAD_LETTERS}; {@code MeasureBatches} is the neighbour for records that come one
 * by one. A file that cannot be read to its end fails the job: half a file is no result.
 */
public final class MeasureFiles extends PTransform<PBegin, PCollectionTuple> {

  /** Parts of windows, many in a block, by the bucket of their series. */
  public static final TupleTag<KV<Integer, byte[]>> BLOCKS = new TupleTag<>("blocks") {};

  private final List<String> globs;
  private final MeasureSettings settings;
  private final long rangeBytes;

  private MeasureFiles(List<String> globs, MeasureSettings settings, long rangeBytes) {
    this.globs = List.copyOf(globs);
    this.settings = settings;
    this.rangeBytes = rangeBytes;
  }

  /** Measures all files that any of the paths or globs names, each once. */
  public static MeasureFiles from(List<String> globs, MeasureSettings settings) {
    return new MeasureFiles(globs, settings, FileRangeSource.RANGE_BYTES);
  }

  /** Splits files into pieces of another size. */
  MeasureFiles withRangeBytes(long bytes) {
    return new MeasureFiles(globs, settings, bytes);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple out =
        begin
            .apply(
                "ListRanges",
                Read.from(
                    new FileRangeSource(
                        globs,
                        !settings.format().multiline(),
                        settings.format().spec().format(),
                        rangeBytes)))
            .apply(
                "ParseAndPreAggregate",
                ParDo.of(new MeasureRangeFn(settings))
                    .withOutputTags(BLOCKS, TupleTagList.of(DEAD_LETTERS)));
    out.get(BLOCKS).setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()));
    out.get(DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    return out;
  }
}
