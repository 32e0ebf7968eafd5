package io.github.beamwatch.io.files;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
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
 * Writes lines and rows of tables into files of one folder, named after what they hold: {@code
 * alerts-00000-of-00001.jsonl}. {@link SeriesFiles} is for what grows with the number of series.
 *
 * <p>Input: pairs of a {@link FileKind}'s name and an element of it, in any windowing. All kinds
 * are written by one step, because every separate file sink costs a runner several stages. A
 * bounded input is one set of files, each of which appears whole or not at all, and a retry
 * replaces it; of an unbounded one, a new set appears every few seconds while there is something to
 * write, each of them whole, and named by the time at which it was begun.
 */
public final class WriteFiles extends PTransform<PCollectionList<KV<String, byte[]>>, PDone> {

  /** How often an unbounded input's elements become files. */
  public static final Duration FLUSH_INTERVAL = Duration.standardSeconds(10);

  private final String folder;
  private final Map<String, FileKind> kinds;

  private WriteFiles(String folder, Map<String, FileKind> kinds) {
    this.folder = folder;
    this.kinds = kinds;
  }

  public static WriteFiles to(String folder) {
    return new WriteFiles(folder, Map.of());
  }

  /** Takes elements of this kind too. */
  public WriteFiles with(FileKind kind) {
    Map<String, FileKind> more = new TreeMap<>(kinds);
    more.put(kind.name(), kind);
    return new WriteFiles(folder, more);
  }

  @Override
  public PDone expand(PCollectionList<KV<String, byte[]>> input) {
    PCollectionList<KV<String, byte[]>> windowed = PCollectionList.empty(input.getPipeline());
    boolean bounded = true;
    for (PCollection<KV<String, byte[]>> some : input.getAll()) {
      bounded &= some.isBounded() == IsBounded.BOUNDED;
      windowed = windowed.and(some.apply("FlushInterval" + windowed.size(), window(some)));
    }
    PCollection<KV<String, byte[]>> elements = windowed.apply("AllKinds", Flatten.pCollections());
    if (bounded) {
      elements
          .apply("GroupByKind", GroupByKey.create())
          .apply("WriteFile", ParDo.of(new WriteFileFn(folder, kinds)));
    } else {
      Map<String, FileKind> byName = kinds;
      elements.apply(
          "WriteFiles",
          FileIO.<String, KV<String, byte[]>>writeDynamic()
              .by(KV::getKey)
              .withDestinationCoder(StringUtf8Coder.of())
              .via(
                  Contextful.fn(KV::getValue),
                  Contextful.fn(name -> new ElementSink(requireNonNull(byName.get(name)))))
              .to(folder)
              .withNumShards(1)
              .withNaming(
                  kind ->
                      FileIO.Write.defaultNaming(FileName.stem(kind), FileName.extension(kind))));
    }
    return PDone.in(input.getPipeline());
  }

  private static Window<KV<String, byte[]>> window(PCollection<KV<String, byte[]>> elements) {
    Trigger trigger =
        elements.isBounded() == IsBounded.BOUNDED
            ? DefaultTrigger.of()
            : Repeatedly.forever(
                AfterProcessingTime.pastFirstElementInPane().plusDelayOf(FLUSH_INTERVAL));
    return Window.<KV<String, byte[]>>into(new GlobalWindows())
        .triggering(trigger)
        .withAllowedLateness(Duration.ZERO)
        .discardingFiredPanes();
  }
}
