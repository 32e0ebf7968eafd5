package io.github.beamwatch.pipelines.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.SinkSpec.Line;
import io.github.beamwatch.io.files.FileKind;
import io.github.beamwatch.io.files.FileName;
import io.github.beamwatch.io.files.SeriesFiles;
import io.github.beamwatch.io.files.WriteFiles;
import io.github.beamwatch.io.table.RowBytes;
import io.github.beamwatch.io.table.RowShape;
import io.github.beamwatch.io.table.TableFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.jspecify.annotations.Nullable;

/** The sinks of a spec that are files: one step writes all kinds of results of a folder. */
public final class FileOutputs {

  private static final KvCoder<String, byte[]> CODER =
      KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of());

  /** What goes into a folder. */
  private static final class Folder {
    private final Map<String, FileKind> kinds = new TreeMap<>();
    private final List<PCollection<KV<String, byte[]>>> elements = new ArrayList<>();
  }

  private final Map<String, Folder> folders = new TreeMap<>();

  /** Whether what is written is the alert's sentence alone. */
  public static boolean isPlain(SinkSpec sink) {
    return sink.files() != null && sink.files().line() == Line.MESSAGE;
  }

  /** Where the files go that {@link SeriesFiles} writes. */
  public static List<SeriesFiles.Folder> seriesFolders(List<SinkSpec> sinks) {
    return sinks.stream()
        .map(SinkSpec::files)
        .filter(Objects::nonNull)
        .map(files -> new SeriesFiles.Folder(files.path(), table(files.format())))
        .toList();
  }

  /**
   * Writes elements to those of the sinks that are files.
   *
   * @param stem what the files are named after, such as {@code alerts}
   * @param toLine an element as a line: of JSON, or for {@link #isPlain} sinks as a sentence
   * @param shape an element as a row
   */
  public <T> void write(
      String stem,
      List<SinkSpec> sinks,
      PCollection<T> elements,
      SerializableFunction<T, String> toLine,
      RowShape<T> shape) {
    int number = 0;
    for (SinkSpec sink : sinks) {
      SinkSpec.Files files = sink.files();
      if (files == null) {
        continue;
      }
      TableFormat table = table(files.format());
      FileKind kind =
          table == null
              ? FileKind.lines(stem + (isPlain(sink) ? FileName.PLAIN : FileName.JSON_LINES))
              : FileKind.table(stem, table, shape.columns());
      SerializableFunction<T, byte[]> toBytes =
          table == null
              ? element -> toLine.apply(element).getBytes(UTF_8)
              : element -> RowBytes.of(shape, element);
      Folder folder = folders.computeIfAbsent(files.path(), path -> new Folder());
      folder.kinds.put(kind.name(), kind);
      folder.elements.add(
          elements
              .apply(
                  "ToFile(" + kind.name() + "#" + number++ + ")",
                  ParDo.of(new ToFileFn<>(kind.name(), toBytes)))
              .setCoder(CODER));
    }
  }

  private static @Nullable TableFormat table(SinkSpec.Format format) {
    return switch (format) {
      case JSONL -> null;
      case CSV -> TableFormat.CSV;
      case PARQUET -> TableFormat.PARQUET;
    };
  }

  /** Adds the writes; called once, when everything else is there. */
  public void finish() {
    folders.forEach(
        (path, folder) -> {
          WriteFiles write = WriteFiles.to(path);
          for (FileKind kind : folder.kinds.values()) {
            write = write.with(kind);
          }
          PCollectionList.of(folder.elements).apply("WriteFiles(" + path + ")", write);
        });
  }

  private static final class ToFileFn<T> extends DoFn<T, KV<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final SerializableFunction<T, byte[]> toBytes;

    ToFileFn(String kind, SerializableFunction<T, byte[]> toBytes) {
      this.kind = kind;
      this.toBytes = toBytes;
    }

    @ProcessElement
    public void process(@Element T element, OutputReceiver<KV<String, byte[]>> out) {
      out.output(KV.of(kind, toBytes.apply(element)));
    }
  }
}
