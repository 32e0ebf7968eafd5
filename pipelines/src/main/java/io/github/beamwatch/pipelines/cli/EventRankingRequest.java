package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.OutputFolder;
import io.github.beamwatch.pipelines.spec.LoadedEventRanking;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import io.github.beamwatch.pipelines.spec.SpecText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says of a ranking of events.
 *
 * @param name a template's, or the path of a spec
 * @param overrides of {@code --set}
 * @param inputs files in place of the source; empty for the spec's
 * @param labels globs in place of the spec's labels; empty for those
 * @param model in place of the spec's; null for that
 * @param output the folder in place of every sink; null keeps them
 * @param more what else is put in place of the spec's
 */
record EventRankingRequest(
    String name,
    List<String> overrides,
    List<String> inputs,
    List<String> labels,
    @Nullable String model,
    @Nullable String output,
    List<SpecOverride> more) {

  /** The folder, absolute; null for none. */
  @Nullable String folder() {
    return output == null ? null : OutputFolder.absolute(output);
  }

  /** The spec with all of that. */
  LoadedEventRanking load() {
    List<SpecOverride> all = new ArrayList<>();
    overrides.forEach(override -> all.add(SpecOverride.parse(override)));
    if (!inputs.isEmpty()) {
      all.add(SpecOverride.input(InputFiles.globs(inputs)));
    }
    if (!labels.isEmpty()) {
      all.add(SpecOverride.labels(labels));
    }
    if (model != null) {
      all.add(SpecOverride.model(InputFiles.globs(List.of(model)).get(0)));
    }
    String folder = folder();
    if (folder != null) {
      all.addAll(SpecOverride.outputOfEventRanking(folder));
    }
    all.addAll(more);
    return SpecLoader.loadEventRanking(SpecText.open(name), all, System.getenv());
  }
}
