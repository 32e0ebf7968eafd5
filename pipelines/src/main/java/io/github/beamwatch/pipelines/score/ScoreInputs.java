package io.github.beamwatch.pipelines.score;

import io.github.beamwatch.io.files.ScoredFile;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/** The files that {@code score} is to read, and where their scores go. */
public final class ScoreInputs {
  private ScoreInputs() {}

  /**
   * Lists them.
   *
   * @param input a CSV file, a local folder that is searched for them, or a glob
   * @param output the folder of the scores: each file's are at the same relative path
   * @throws UserException where there is none, or scores would take the place of their input
   */
  public static List<ScoredFile> list(String input, String output) {
    List<ScoredFile> files =
        Files.isDirectory(Path.of(input))
            ? ofFolder(Path.of(input), output)
            : ofGlob(input, output);
    for (ScoredFile file : files) {
      if (file.input().equals(file.output())) {
        throw new UserException(
            "the scores of %s would take its place: choose another --output"
                .formatted(file.input()));
      }
    }
    return files;
  }

  private static List<ScoredFile> ofFolder(Path folder, String output) {
    Path root = folder.toAbsolutePath().normalize();
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths =
          walk.filter(ScoreInputs::isCsv)
              // Scores of an earlier run are no input of this one.
              .filter(path -> output.equals(root.toString()) || !path.startsWith(output))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new UserException("--input=%s cannot be read: %s".formatted(folder, e.getMessage()));
    }
    if (paths.isEmpty()) {
      throw new UserException("no *.csv or *.csv.gz is in '%s'".formatted(folder));
    }
    List<ScoredFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(new ScoredFile(path.toString(), output + "/" + root.relativize(path)));
    }
    return files;
  }

  private static List<ScoredFile> ofGlob(String input, String output) {
    List<String> globs = InputFiles.globs(List.of(input));
    InputFiles.requirePresent(globs);
    List<ScoredFile> files = new ArrayList<>();
    for (String glob : globs) {
      String root = folderWithoutWildcard(glob);
      try {
        for (Metadata file : FileSystems.match(glob, EmptyMatchTreatment.DISALLOW).metadata()) {
          String path = file.resourceId().toString();
          String relative =
              path.startsWith(root)
                  ? path.substring(root.length())
                  : file.resourceId().getFilename();
          files.add(new ScoredFile(path, output + "/" + relative));
        }
      } catch (IOException e) {
        throw new UserException("no file matches '%s'".formatted(glob));
      }
    }
    return files;
  }

  private static String folderWithoutWildcard(String glob) {
    String plain = glob.split("[*?\\[{]", 2)[0];
    return plain.substring(0, plain.lastIndexOf('/') + 1);
  }

  private static boolean isCsv(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".csv") || name.endsWith(".csv.gz")) && Files.isRegularFile(path);
  }
}
