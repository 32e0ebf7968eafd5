package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.history.EventRankingPlan;
import io.github.beamwatch.core.live.RuleDocument;
import io.github.beamwatch.core.live.RuleVersion;
import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.pipelines.spec.LoadedDelivery;
import io.github.beamwatch.pipelines.spec.LoadedEventRanking;
import io.github.beamwatch.pipelines.spec.LoadedRanking;
import io.github.beamwatch.pipelines.spec.LoadedSpec;
import io.github.beamwatch.pipelines.spec.RulesLoader;
import io.github.beamwatch.pipelines.spec.SpecKind;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import io.github.beamwatch.pipelines.spec.SpecText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code beamwatch validate}. */
@Command(
    name = "validate",
    description = "Checks a spec and tells everything that is wrong with it.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "SPEC", description = "A YAML file, or a template's name.")
  private String name = "";

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Replaces a value before checking.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Checks a version of live rules for this spec, too.")
  private @Nullable Path rules;

  @Mixin private Verbosity verbosity = new Verbosity();

  @Spec private CommandSpec command;

  @Override
  public void run() {
    SpecText text = SpecText.open(name);
    List<SpecOverride> all = overrides.stream().map(SpecOverride::parse).toList();
    PrintWriter out = command.commandLine().getOut();
    if (SpecKind.of(text) == SpecKind.DELIVERY) {
      LoadedDelivery loaded = SpecLoader.loadDelivery(text, all, System.getenv());
      out.printf(
          "%s is valid: delivery %s, %d routes, %d channels, version %s%n",
          loaded.source(),
          loaded.spec().name(),
          loaded.spec().routes().size(),
          loaded.spec().channels().size(),
          loaded.specVersion());
    } else if (SpecKind.of(text) == SpecKind.RANKING) {
      LoadedRanking loaded = SpecLoader.loadRanking(text, all, System.getenv());
      out.printf(
          "%s is valid: ranking %s, %d features, model %s, version %s%n",
          loaded.source(),
          loaded.spec().name(),
          RankingPlan.featuresOf(loaded.spec().features()).names().size(),
          loaded.spec().model().name(),
          loaded.specVersion());
    } else if (SpecKind.of(text) == SpecKind.EVENT_RANKING) {
      LoadedEventRanking loaded = SpecLoader.loadEventRanking(text, all, System.getenv());
      EventRankingPlan plan = EventRankingPlan.of(loaded.spec());
      out.printf(
          "%s is valid: event ranking %s, %d features, model %s, version %s%n",
          loaded.source(),
          loaded.spec().name(),
          plan.events().width(),
          plan.modelName(),
          loaded.specVersion());
    } else {
      LoadedSpec loaded = SpecLoader.load(text, all, System.getenv());
      PipelineSpec spec = loaded.spec();
      out.printf(
          "%s is valid: pipeline %s, %d metrics, %d rules, version %s%n",
          loaded.source(),
          spec.name(),
          spec.measure().measures().size() + spec.measure().metrics().size(),
          spec.detect().size(),
          loaded.specVersion());
      if (rules != null) {
        validateRules(spec, SpecText.read(rules), out);
      }
    }
    out.flush();
  }

  private static void validateRules(PipelineSpec spec, SpecText text, PrintWriter out) {
    RuleVersion version =
        new RulesLoader(spec).load(new RuleDocument(text.source(), text.source(), text.text()));
    out.printf(
        "%s is valid: %d rules, version %s, %s%n",
        text.source(),
        version.spec().detect().size(),
        version.specVersion(),
        version.effectiveFrom() == null
            ? "in force as soon as it is seen"
            : "for windows from " + version.effectiveFrom() + " on");
  }
}
