package io.github.beamwatch.io.files;

import io.github.beamwatch.beam.history.AddHistories;
import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.history.RowPacker;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads files in large pieces and packs what their records say into blocks by key, in one step: a
 * record never becomes an element.
 *
 * <p>Input: paths or globs on any Beam filesystem: lines of JSON or CSV, plain or compressed,
 * Parquet and Avro. Bounded. Output: {@link #BLOCKS}, for {@link AddHistories}, and {@link
 * #DEAD_LETTERS}. A file that cannot be read to its end fails the job.
 */
public final class PackFiles extends PTransform<PBegin, PCollectionTuple> {

  /** What the records say, many in a block, by bucket. */
  public static final TupleTag<KV<Integer, byte[]>> BLOCKS = new TupleTag<>("blocks") {};

  /** Records that could not be used. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("dead-letters") {};

  private final List<String> globs;
  private final EventFormat format;
  private final RowPacker packer;
  private final String readCounter;
  private final String usedCounter;

  private PackFiles(
      List<String> globs,
      EventFormat format,
      RowPacker packer,
      String readCounter,
      String usedCounter) {
    this.globs = List.copyOf(globs);
    this.format = format;
    this.packer = packer;
    this.readCounter = readCounter;
    this.usedCounter = usedCounter;
  }

  /**
   * Packs the records of all files that any of the paths or globs names, each once.
   *
   * @param readCounter counts all records
   * @param usedCounter counts those that were packed: all others are dead letters
   */
  public static PackFiles from(
      List<String> globs,
      EventFormat format,
      RowPacker packer,
      String readCounter,
      String usedCounter) {
    return new PackFiles(globs, format, packer, readCounter, usedCounter);
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
                        !format.multiline(),
                        format.spec().format(),
                        FileRangeSource.RANGE_BYTES)))
            .apply(
                "ParseAndPack",
                ParDo.of(new PackRangeFn(format, packer, readCounter, usedCounter))
                    .withOutputTags(BLOCKS, TupleTagList.of(DEAD_LETTERS)));
    out.get(BLOCKS).setCoder(AddHistories.blockCoder());
    out.get(DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    return out;
  }
}
