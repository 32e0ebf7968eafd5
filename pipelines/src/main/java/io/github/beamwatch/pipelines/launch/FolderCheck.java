package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/** Looks whether the folders of a spec's file sinks can be written, before anything starts. */
public final class FolderCheck {

  private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://.*");

  private final boolean inProcess;

  private FolderCheck(boolean inProcess) {
    this.inProcess = inProcess;
  }

  /**
   * Checks every folder.
   *
   * @param inProcess whether this machine writes: a local folder of a cluster is none of ours
   * @throws UserException in one sentence for a folder that there cannot be
   * @throws JobFailedException in one sentence where its storage does not answer
   */
  public static void require(PipelineSpec spec, boolean inProcess) {
    FolderCheck check = new FolderCheck(inProcess);
    check.all("alerts.sinks", spec.alerts().sinks());
    check.all("sinks.metrics", spec.sinks().metrics());
    check.all("sinks.scores", spec.sinks().scores());
    check.all("sinks.deadLetters", spec.sinks().deadLetters());
  }

  private void all(String path, List<SinkSpec> sinks) {
    for (int i = 0; i < sinks.size(); i++) {
      SinkSpec.Files files = sinks.get(i).files();
      if (files == null) {
        continue;
      }
      String place = path + "[" + i + "].files.path: '" + files.path() + "' cannot be written: ";
      if (ELSEWHERE.matcher(files.path()).matches()) {
        elsewhere(place, files.path());
      } else if (inProcess) {
        local(place, Path.of(files.path()).toAbsolutePath().normalize());
      }
    }
  }

  private static void local(String place, Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        if (!Files.isWritable(at)) {
          throw new UserException(place + at + " does not let this user write");
        }
        return;
      }
      if (Files.exists(at)) {
        throw new UserException(place + at + " is a file; name a folder");
      }
    }
  }

  private static void elsewhere(String place, String folder) {
    String files = folder + (folder.endsWith("/") ? "" : "/") + "*-of-*";
    try {
      MatchResult match = FileSystems.match(files, EmptyMatchTreatment.ALLOW);
      if (match.status() == MatchResult.Status.ERROR) {
        match.metadata(); // says why, by throwing it
      }
    } catch (IllegalArgumentException e) {
      throw new UserException(place + "this bundle has no file system for it");
    } catch (IOException | RuntimeException e) {
      throw new JobFailedException(place + RootCause.sentence(e), e);
    }
  }
}
