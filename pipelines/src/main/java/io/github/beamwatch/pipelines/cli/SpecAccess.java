package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.pipelines.spec.LoadedSpec;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import java.util.List;

final class SpecAccess {
  record Loaded(PipelineSpec spec, String version) {}

  private SpecAccess() {}

  static Loaded load(String name, List<String> overrides) {
    LoadedSpec l = SpecLoader.load(io.github.beamwatch.pipelines.spec.SpecText.open(name), overrides.stream().map(io.github.beamwatch.pipelines.spec.SpecOverride::parse).toList(), System.getenv());
    return new Loaded(l.spec(), l.specVersion());
  }
}
