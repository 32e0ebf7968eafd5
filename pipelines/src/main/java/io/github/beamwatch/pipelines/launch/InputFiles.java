package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.pipelines.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/** The files that {@code --input} names. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * The single globs: commas separate them, except inside braces. Relative ones become absolute, as
   * workers have working directories of their own.
   */
  public static List<String> globs(List<String> inputs) {
    List<String> globs = new ArrayList<>();
    for (String input : inputs) {
      int depth = 0;
      int start = 0;
      for (int i = 0; i <= input.length(); i++) {
        char c = i < input.length() ? input.charAt(i) : ',';
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (c == ',' && (depth <= 0 || i == input.length())) {
          if (i > start) {
            globs.add(absolute(input.substring(start, i)));
          }
          start = i + 1;
        }
      }
    }
    if (globs.isEmpty()) {
      throw new UserException("--input names no file; give a path or a glob");
    }
    return globs;
  }

  /**
   * Fails before anything starts where there is nothing to read.
   *
   * @throws UserException for a glob without a readable file
   * @throws JobFailedException where its storage does not answer
   */
  public static void requirePresent(List<String> globs) {
    for (String glob : globs) {
      try {
        MatchResult match = FileSystems.match(glob, EmptyMatchTreatment.DISALLOW);
        if (match.status() != MatchResult.Status.OK || match.metadata().isEmpty()) {
          throw new UserException("no file matches '%s'".formatted(glob));
        }
      } catch (IllegalArgumentException e) {
        throw new UserException(
            "'%s' cannot be read: this bundle has no file system for it".formatted(glob));
      } catch (FileNotFoundException e) {
        throw new UserException("no file matches '%s'".formatted(glob));
      } catch (UserException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        if (RootCause.sentence(e).contains("Unable to load region")) {
          throw new UserException(
              "'%s' cannot be read: no region is set; give --awsRegion, or set AWS_REGION"
                  .formatted(glob));
        }
        throw new JobFailedException(
            "'%s' cannot be looked for: %s".formatted(glob, RootCause.sentence(e)), e);
      }
    }
  }

  /** How large the files are together; 0 where that cannot be told. */
  public static long bytes(List<String> globs) {
    long bytes = 0;
    for (String glob : globs) {
      try {
        MatchResult match = FileSystems.match(glob, EmptyMatchTreatment.ALLOW);
        for (MatchResult.Metadata file : match.metadata()) {
          bytes += file.sizeBytes();
        }
      } catch (IOException | RuntimeException e) {
        return bytes;
      }
    }
    return bytes;
  }

  private static String absolute(String glob) {
    boolean elsewhere = glob.matches("[a-zA-Z][a-zA-Z0-9+.-]*://.*");
    return elsewhere ? glob : Path.of("").toAbsolutePath().resolve(glob).normalize().toString();
  }
}
