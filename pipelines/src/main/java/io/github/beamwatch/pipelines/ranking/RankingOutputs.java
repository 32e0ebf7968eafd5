package io.github.beamwatch.pipelines.ranking;

import io.github.beamwatch.beam.json.RankingLines;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.io.console.PrintLines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Sends a ranking's head to its sinks. */
final class RankingOutputs {
  private static final String TOP = "top.jsonl";

  private final List<SinkSpec> sinks;

  RankingOutputs(List<SinkSpec> sinks) {
    this.sinks = sinks;
  }

  void write(PCollection<RankingResult> result) {
    for (int i = 0; i < sinks.size(); i++) {
      SinkSpec sink = sinks.get(i);
      String name = "top#" + i;
      if (sink.files() != null) {
        result.apply(
            "WriteTop(" + name + ")",
            ParDo.of(
                new WriteWholeFn<RankingResult>(
                    FolderPath.in(sink.files().path(), TOP), RankingOutputs::lines)));
      } else if (sink.console() != null) {
        result
            .apply(
                "Lines(" + name + ")",
                FlatMapElements.into(TypeDescriptors.strings()).via(RankingOutputs::each))
            .setCoder(StringUtf8Coder.of())
            .apply("Print(" + name + ")", PrintLines.toConsole());
      }
    }
  }

  private static List<String> each(RankingResult result) {
    return result.top().stream().map(entity -> RankingLines.of(result, entity)).toList();
  }

  private static byte[] lines(RankingResult result) {
    return each(result).stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }
}
