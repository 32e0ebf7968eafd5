package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/** The folder of {@code --output}. */
public final class OutputFolder {
  private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://.*");
  private static final String RESULTS =
      "{alerts,metrics,scores,ranking,top,dead-letters}-[0-9]*-of-[0-9]*.{jsonl,txt,csv}";

  private static final Pattern RESULT =
      Pattern.compile(
          "(alerts|metrics|scores|ranking|top|dead-letters)-\\d+-of-\\d+\\.(jsonl|txt|csv|parquet)");

  private static final String MODEL = "model";
  private static final List<String> OF_RANKING =
      List.of("top.jsonl", "top.csv", "top.parquet", "report.html", "report.json", MODEL);

  private OutputFolder() {}

  /**
   * Makes the folder ready. A bounded run replaces the result files of an earlier one: beside the
   * new ones they would be read as part of them. A stream adds to what is there.
   *
   * @param folder where the user wants the results
   * @return the folder, absolute where it is a local one
   * @throws UserException if there can be no such folder
   */
  public static String prepare(String folder, boolean bounded) {
    String absolute = absolute(folder);
    if (ELSEWHERE.matcher(folder).matches()) {
      if (bounded) {
        deleteResultsElsewhere(folder);
      }
      return absolute;
    }
    Path path = Path.of(absolute);
    try {
      Files.createDirectories(path);
      if (bounded) {
        deleteResults(path);
      }
    } catch (IOException e) {
      throw new UserException(
          "--output=%s cannot be written: %s".formatted(folder, RootCause.sentence(e)));
    }
    return path.toString();
  }

  /**
   * The same for a ranking, which replaces the single files of an earlier one too.
   *
   * @param withModel whether the run writes a model there
   */
  public static String prepareForRanking(String folder, boolean withModel) {
    String absolute = prepare(folder, true);
    List<ResourceId> old = new ArrayList<>();
    for (String name : OF_RANKING) {
      if (withModel || !name.equals(MODEL)) {
        String file = absolute + (absolute.endsWith("/") ? "" : "/") + name;
        old.add(FileSystems.matchNewResource(file, false));
      }
    }
    try {
      FileSystems.delete(old, StandardMoveOptions.IGNORE_MISSING_FILES);
    } catch (IOException e) {
      throw new UserException(
          "--output=%s cannot be written: %s".formatted(folder, RootCause.sentence(e)));
    }
    return absolute;
  }

  /**
   * The folder, absolute where it is a local one.
   *
   * @throws UserException if it is a file
   */
  public static String absolute(String folder) {
    if (ELSEWHERE.matcher(folder).matches()) {
      return folder;
    }
    Path path = Path.of(folder).toAbsolutePath().normalize();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UserException("--output=%s is a file; name a folder".formatted(folder));
    }
    return path.toString();
  }

  /** Removes the folder that Beam leaves behind, empty, where it kept unfinished files. */
  public static void tidy(String folder) {
    if (!ELSEWHERE.matcher(folder).matches()) {
      try {
        Files.deleteIfExists(Path.of(folder, ".temp-beam"));
      } catch (IOException e) {
        // It is not empty: somebody else is still writing.
      }
    }
  }

  private static void deleteResultsElsewhere(String folder) {
    try {
      List<ResourceId> old = new ArrayList<>();
      String files = folder + (folder.endsWith("/") ? "" : "/") + "*-of-*";
      MatchResult match = FileSystems.match(files, EmptyMatchTreatment.ALLOW);
      if (match.status() == MatchResult.Status.OK) {
        for (MatchResult.Metadata file : match.metadata()) {
          if (RESULT.matcher(String.valueOf(file.resourceId().getFilename())).matches()) {
            old.add(file.resourceId());
          }
        }
      }
      FileSystems.delete(old, StandardMoveOptions.IGNORE_MISSING_FILES);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "--output=%s cannot be written: this bundle has no file system for it".formatted(folder));
    } catch (IOException | RuntimeException e) {
      throw new JobFailedException(
          "--output=%s cannot be written: %s".formatted(folder, RootCause.sentence(e)), e);
    }
  }

  private static void deleteResults(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, RESULTS)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
