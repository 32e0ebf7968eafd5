package io.github.beamwatch.pipelines.ranking;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.pipelines.ranking.report.RankingJson;
import io.github.beamwatch.pipelines.ranking.report.RankingPage;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** What is made of a ranking's tally: its head for sinks, and the report. */
public final class RankingResults {
  private final RankingHead head;
  private final RankingGoal goal;
  private final String boardId;

  /**
   * Of a ranking.
   *
   * @param boardId under which {@link RankingBoard} shows the result in this process
   */
  public RankingResults(RankingHead head, RankingGoal goal, String boardId) {
    this.head = head;
    this.goal = goal;
    this.boardId = boardId;
  }

  /**
   * Writes them.
   *
   * @param tally one element
   * @param model the file of the model that scored
   * @param deadLetters of the events
   * @return the same, and those of what servers did not take
   */
  public PCollection<DeadLetter> write(
      PCollection<byte[]> tally,
      PCollectionView<byte[]> model,
      PCollection<DeadLetter> deadLetters) {
    PCollection<RankingResult> result =
        tally
            .apply(
                "TellResult",
                ParDo.of(new TellResultFn(head, model, boardId)).withSideInputs(model))
            .setCoder(SerializableCoder.of(RankingResult.class));
    RankingOutputs outputs = new RankingOutputs(head.sinks());
    if (goal.wantsTop()) {
      outputs.write(result);
      if (head.report() != null) {
        String folder = head.report().path();
        report(result, FolderPath.in(folder, "report.html"), RankingPage::of);
        report(result, FolderPath.in(folder, "report.json"), RankingJson::of);
      }
    }
    return outputs.withUnwritten(deadLetters);
  }

  private static void report(
      PCollection<RankingResult> result,
      String path,
      SerializableFunction<RankingResult, String> text) {
    result.apply(
        "Write(" + path + ")",
        ParDo.of(
            new WriteWholeFn<RankingResult>(
                path, told -> text.apply(told).getBytes(StandardCharsets.UTF_8))));
  }

  /** Writes the bytes of a model's file. */
  public static void writeModel(PCollection<byte[]> model, String path) {
    model.apply("WriteModel", ParDo.of(new WriteWholeFn<byte[]>(path, bytes -> bytes)));
  }
}
