package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.core.spec.TimestampSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

@SuppressWarnings("NullAway")
final class SpecAccess {
  record Loaded(PipelineSpec spec, String version) {}

  private SpecAccess() {}

  static Loaded load(String name, List<String> overrides) {
    return new Loaded(
        new PipelineSpec(
            PipelineSpec.API_VERSION,
            name,
            null,
            SourceSpec.ofFiles("/dev/null"),
            new ParseSpec(
                ParseSpec.Format.JSON,
                new TimestampSpec("event_time", null, null, null),
                Map.of(),
                null,
                null),
            new MeasureSpec(List.of(), Duration.ofMinutes(1), null, Map.of(), Map.of()),
            List.of(),
            null,
            null),
        "0");
  }
}
