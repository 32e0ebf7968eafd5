package io.github.beamwatch.pipelines.cli;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.model.ModelImporter;
import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.spec.ranking.ModelSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import io.github.beamwatch.core.training.ModelFile;
import io.github.beamwatch.core.training.TrainedModel;
import io.github.beamwatch.io.files.WholeFile;
import io.github.beamwatch.io.files.model.ModelStore;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.github.beamwatch.pipelines.launch.RootCause;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which model a ranking takes: the file that the command line names, which must be there; else that
 * of the spec, where it is there; else one that is trained.
 *
 * @param file {@code --model}; null where it was not given
 * @param trains whether {@code --train} was given
 */
record ModelChoice(@Nullable String file, boolean trains) {
  private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://.*");

  /** Where a model that is trained goes. */
  String target(RankingSpec spec) {
    String target = file != null ? file : spec.model().file();
    if (target == null) {
      throw new UserException("train: name the model's file with --model=FILE, or in model.file");
    }
    return absolute(target);
  }

  /** The bytes of the model's file; null where one is to be trained. */
  byte @Nullable [] load(RankingSpec spec) {
    if (file != null && trains) {
      throw new UserException(
          "--model names a model that is there, and --train files to train one on; give one of them");
    }
    String named = file != null ? file : spec.model().file();
    if (named == null || trains) {
      return null;
    }
    String path = absolute(named);
    byte[] bytes;
    try {
      bytes = WholeFile.read(path);
    } catch (FileNotFoundException e) {
      if (file == null) {
        return null;
      }
      throw new UserException(
          "there is no model file '%s'; 'beamwatch train' writes one".formatted(named));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "'%s' cannot be read: this bundle has no file system for it".formatted(named));
    } catch (IOException | RuntimeException e) {
      throw new JobFailedException(
          "'%s' cannot be read: %s".formatted(named, RootCause.sentence(e)), e);
    }
    try {
      ModelFile.read(bytes).requireFeatures(RankingPlan.of(spec).features().names());
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("'%s': %s".formatted(named, e.getMessage()));
    }
    return bytes;
  }

  /** A model can be written there: seen before the work, not after it. */
  static void requirePlace(String file) {
    if (ELSEWHERE.matcher(file).matches()) {
      return;
    }
    Path path = Path.of(file).toAbsolutePath();
    if (Files.isDirectory(path)) {
      throw new UserException(
          "the model cannot be written to '%s', which is a folder; name a file".formatted(file));
    }
    try {
      Files.createDirectories(requireNonNull(path.getParent()));
    } catch (IOException e) {
      throw new UserException(
          "the model cannot be written to '%s': %s".formatted(file, RootCause.sentence(e)));
    }
  }

  /** What a new model may replace must be a model. */
  static void requireModelOrNothing(String file) {
    try {
      ModelStore.at(file).read();
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "'%s' cannot be read: this bundle has no file system for it".formatted(file));
    } catch (IOException e) {
      throw new UserException(
          "'%s': %s; --always writes a new one all the same".formatted(file, e.getMessage()));
    }
  }

  /** What another program trained is looked at before a job starts. */
  static void requireImport(RankingSpec spec) {
    String imported = spec.model().imported();
    if (imported == null) {
      return;
    }
    ModelImporter importer =
        ModelImporter.named(ModelSpec.ONNX)
            .orElseThrow(
                () ->
                    new UserException(
                        "model.name: this bundle has no module for ONNX models; build it with"
                            + " mvn -Ponnx, as docs/models.md says"));
    RankingPlan plan = RankingPlan.of(spec);
    try {
      List<double[]> nothing = List.of(new double[plan.columns().size()]);
      TrainedModel.imported(
          importer,
          WholeFile.read(imported),
          spec.model().parameters(),
          plan.columns(),
          nothing,
          "");
    } catch (FileNotFoundException e) {
      throw new UserException("model.import: there is no file '%s'".formatted(imported));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("model.import: '%s': %s".formatted(imported, e.getMessage()));
    }
  }

  private static String absolute(String path) {
    return ELSEWHERE.matcher(path).matches()
        ? path
        : Path.of(path).toAbsolutePath().normalize().toString();
  }
}
