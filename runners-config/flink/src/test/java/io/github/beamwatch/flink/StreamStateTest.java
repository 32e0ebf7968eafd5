package io.github.beamwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.JobShape;
import io.github.beamwatch.pipelines.launch.RunnerDefaults;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.runners.flink.translation.types.CoderTypeSerializer;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.junit.jupiter.api.Test;

/**
 * Flink writes checkpoints of states in memory while the job goes on, and copies a state that is
 * changed meanwhile: if the copy is one. It was not, and a job that went on from such a checkpoint
 * raised twelve alerts too many.
 */
class StreamStateTest {

  private static BeamArguments stream(String... options) {
    BeamArguments arguments = BeamArguments.of(List.of(options));
    RunnerDefaults.of(RunnerKind.FLINK)
        .apply(arguments, new JobShape(false, 2, null), notice -> {});
    return arguments;
  }

  @Test
  void aStateThatChangesWhileACheckpointIsWrittenIsCopied() {
    CoderTypeSerializer<List<Long>> serializer =
        new CoderTypeSerializer<>(
            ListCoder.of(VarLongCoder.of()),
            new SerializablePipelineOptions(stream("--runner=FlinkRunner").toOptions()));
    List<Long> state = new ArrayList<>(List.of(1L));

    List<Long> copy = serializer.copy(state);
    state.add(2L);

    assertThat(copy).containsExactly(1L);
  }

  @Test
  void theOptionThatLeavesTheCopyOutIsRefused() {
    assertThatThrownBy(() -> stream("--runner=FlinkRunner", "--fasterCopy=true"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--fasterCopy=true lets checkpoints hold states");
  }
}
