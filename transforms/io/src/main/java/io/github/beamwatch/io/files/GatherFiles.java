package io.github.beamwatch.io.files;

import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.ranking.RankingPlan;
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
 * Reads the events of a ranking and packs what it needs of them into blocks, by the bucket of their
 * entity: a record never becomes an element.
 *
 * <p>Input: paths or globs, as {@link MeasureFiles} reads them. Bounded. Output: {@link #BLOCKS},
 * for {@code FeaturesPerEntity}; {@link #DEAD_LETTERS}; {@link #ACCOUNTS}, parts of a {@code
 * RankingTally} that count dead letters.
 */
public final class GatherFiles extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Events, many in a block, by bucket. */
  public static final TupleTag<KV<Integer, byte[]>> BLOCKS = new TupleTag<>("blocks") {};

  /** Records that cannot be used. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("deadLetters") {};

  /** How many those are, where it is {@linkplain #withAccounts wanted}. */
  public static final TupleTag<byte[]> ACCOUNTS = new TupleTag<>("accounts") {};

  private final List<String> globs;
  private final RankingPlan plan;
  private final boolean accounts;

  private GatherFiles(List<String> globs, RankingPlan plan, boolean accounts) {
    this.globs = List.copyOf(globs);
    this.plan = plan;
    this.accounts = accounts;
  }

  /** The events of all files that any of the paths or globs names, each once. */
  public static GatherFiles from(List<String> globs, RankingPlan plan) {
    return new GatherFiles(globs, plan, false);
  }

  /**
   * Gives {@link #ACCOUNTS} too. Only for who uses them: of several outputs Beam's Spark runner
   * cannot keep one that nobody reads.
   */
  public GatherFiles withAccounts() {
    return new GatherFiles(globs, plan, true);
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
                        !plan.format().multiline(),
                        plan.format().spec().format(),
                        FileRangeSource.RANGE_BYTES)))
            .apply(
                "ParseAndPack",
                ParDo.of(new GatherRangeFn(plan, accounts))
                    .withOutputTags(
                        BLOCKS,
                        accounts
                            ? TupleTagList.of(DEAD_LETTERS).and(ACCOUNTS)
                            : TupleTagList.of(DEAD_LETTERS)));
    out.get(BLOCKS).setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()));
    out.get(DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    if (accounts) {
      out.get(ACCOUNTS).setCoder(ByteArrayCoder.of());
    }
    return out;
  }
}
