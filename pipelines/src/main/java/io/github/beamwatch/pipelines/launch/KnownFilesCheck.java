package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.ranking.KnownRows;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.events.EventLabelsSpec;
import io.github.beamwatch.io.files.CsvTable;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;

/** Looks at the files of labels and attributes before a ranking starts. */
public final class KnownFilesCheck {
  private KnownFilesCheck() {}

  /**
   * Sees to it that they are there, and that the first of each glob has the columns, where it is
   * CSV.
   *
   * @param key of the spec, such as {@code labels}
   * @throws UserException with one sentence where they are not
   */
  public static void require(String key, KnownRows rows) {
    InputFiles.requirePresent(rows.paths());
    if (rows.format().spec().format() == ParseSpec.Format.CSV) {
      requireColumns(
          key,
          rows.paths(),
          IntStream.concat(IntStream.of(rows.entity()), IntStream.of(rows.columns()))
              .mapToObj(rows.format().schema()::name)
              .toList());
    }
  }

  /** Sees to it that the labels of events are there, in the same way. */
  public static void require(String key, EventLabelsSpec labels) {
    InputFiles.requirePresent(labels.paths());
    if (labels.format() == EventLabelsSpec.Format.CSV) {
      requireColumns(
          key,
          labels.paths(),
          Stream.of(labels.id(), labels.label(), labels.knownAt())
              .filter(Objects::nonNull)
              .toList());
    }
  }

  private static void requireColumns(String key, List<String> paths, List<String> columns) {
    for (String glob : paths) {
      String path = first(glob);
      String name = path.toLowerCase(Locale.ROOT);
      if (Stream.of(".parquet", ".avro").noneMatch(name::endsWith)) {
        List<String> names = names(key, path);
        for (String column : columns) {
          if (!names.contains(column)) {
            throw new UserException(
                "%s: '%s' has no column '%s'; it has %s"
                    .formatted(key, path, column, String.join(", ", names)));
          }
        }
      }
    }
  }

  private static String first(String glob) {
    try {
      return FileSystems.match(glob).metadata().get(0).resourceId().toString();
    } catch (IOException e) {
      throw new JobFailedException(
          "'%s' cannot be looked for: %s".formatted(glob, RootCause.sentence(e)), e);
    }
  }

  private static List<String> names(String key, String path) {
    try {
      return CsvTable.names(path, ',');
    } catch (IllegalArgumentException e) {
      throw new UserException("%s: %s".formatted(key, e.getMessage()));
    } catch (IOException e) {
      throw new JobFailedException(
          "'%s' cannot be read: %s".formatted(path, RootCause.sentence(e)), e);
    }
  }
}
