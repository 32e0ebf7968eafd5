package io.github.beamwatch.io.files;

import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;

/**
 * Writes JSON lines into files of one folder, named after what they hold: {@code
 * alerts-00000-of-00001.jsonl}. {@link SeriesFiles} is for what grows with the number of series.
 *
 * <p>Input: pairs of such a name and a line, in any windowing. All kinds are written by one step,
 * because every separate file sink costs a runner several stages. A bounded input is one set of
 * files, each of which appears whole or not at all, and a retry replaces it; of an unbounded one, a
 * new set appears every few seconds while there is something to write.
 */
public final class WriteJsonLines extends PTransform<PCollectionList<KV<String, String>>, PDone> {

  /** How often an unbounded input's lines become files. */
  public static final Duration FLUSH_INTERVAL = Duration.standardSeconds(10);

  private final String folder;

  private WriteJsonLines(String folder) {
    this.folder = folder;
  }

  public static WriteJsonLines to(String folder) {
    return new WriteJsonLines(folder);
  }

  @Override
  public PDone expand(PCollectionList<KV<String, String>> kinds) {
    PCollectionList<KV<String, String>> windowed = PCollectionList.empty(kinds.getPipeline());
    boolean bounded = true;
    for (PCollection<KV<String, String>> lines : kinds.getAll()) {
      bounded &= lines.isBounded() == IsBounded.BOUNDED;
      windowed = windowed.and(lines.apply("FlushInterval" + windowed.size(), window(lines)));
    }
    PCollection<KV<String, String>> lines = windowed.apply("AllKinds", Flatten.pCollections());
    if (bounded) {
      lines
          .apply("GroupByKind", GroupByKey.create())
          .apply("WriteFile", ParDo.of(new WriteFileFn(folder)));
    } else {
      lines.apply(
          "WriteFiles",
          FileIO.<String, KV<String, String>>writeDynamic()
              .by(KV::getKey)
              .withDestinationCoder(StringUtf8Coder.of())
              .via(Contextful.fn(KV::getValue), TextIO.sink())
              .to(folder)
              .withNumShards(1)
              .withNaming(
                  kind ->
                      FileIO.Write.defaultNaming(FileName.stem(kind), FileName.extension(kind))));
    }
    return PDone.in(kinds.getPipeline());
  }

  private static Window<KV<String, String>> window(PCollection<KV<String, String>> lines) {
    Trigger trigger =
        lines.isBounded() == IsBounded.BOUNDED
            ? DefaultTrigger.of()
            : Repeatedly.forever(
                AfterProcessingTime.pastFirstElementInPane().plusDelayOf(FLUSH_INTERVAL));
    return Window.<KV<String, String>>into(new GlobalWindows())
        .triggering(trigger)
        .withAllowedLateness(Duration.ZERO)
        .discardingFiredPanes();
  }
}
