package io.github.beamwatch.pipelines.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.pipelines.UserException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The settings each runner is given; most of them stand for data that was lost without. */
class RunnerDefaultsTest {
  private static final JobShape FILES = new JobShape(true, 0, null);
  private static final JobShape TOPIC = new JobShape(false, 4, null);

  @BeforeEach
  @AfterEach
  void forgetSparkProperties() {
    List.copyOf(System.getProperties().stringPropertyNames()).stream()
        .filter(name -> name.startsWith("spark."))
        .forEach(System::clearProperty);
  }

  @Test
  void directSkipsTheCostlyChecksAndDoesNotBlock() {
    assertThat(defaults(new DirectDefaults(), FILES))
        .contains("--enforceImmutability=false", "--enforceEncodability=false")
        .contains("--blockOnRun=false")
        .contains("--targetParallelism=" + Runtime.getRuntime().availableProcessors());
  }

  @Test
  void oneOptionForParallelismOnEveryRunner() {
    JobShape four = new JobShape(true, 0, 4);
    assertThat(defaults(new DirectDefaults(), four)).contains("--targetParallelism=4");
    assertThat(defaults(new FlinkDefaults(), four)).contains("--parallelism=4");
    assertThat(defaults(new SparkDefaults(), four)).contains("--sparkMaster=local[4]");
    assertThat(System.getProperty(SparkDefaults.PARALLELISM)).isEqualTo("4");
  }

  @Test
  void aStreamOnDirectHasOneThreadSoThatNoWindowOvertakesAnother() {
    assertThat(defaults(new DirectDefaults(), TOPIC)).contains("--targetParallelism=1");
    assertThatThrownBy(() -> defaults(new DirectDefaults(), new JobShape(false, 4, 2)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--parallelism=2 would let windows of a stream overtake");
    BeamArguments three = BeamArguments.of(List.of("--targetParallelism=3"));
    assertThatThrownBy(() -> new DirectDefaults().apply(three, TOPIC, sentence -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--targetParallelism=3 would let windows of a stream overtake");
    assertThat(defaults(new DirectDefaults(), new JobShape(false, 4, null, false)))
        .contains("--targetParallelism=" + Runtime.getRuntime().availableProcessors());
  }

  @Test
  void whatTheUserSaysWins() {
    BeamArguments arguments = BeamArguments.of(List.of("--targetParallelism=7"));
    new DirectDefaults().apply(arguments, new JobShape(true, 0, 4), sentence -> {});
    assertThat(arguments.toArguments())
        .contains("--targetParallelism=7")
        .doesNotContain("--targetParallelism=4");
  }

  @Test
  void flinkStreamsWithCheckpointsAndFinishedBundles() {
    assertThat(defaults(new FlinkDefaults(), TOPIC))
        .contains(
            "--streaming=true",
            "--checkpointingInterval=1000",
            "--finishBundleBeforeCheckpointing=true",
            "--objectReuse=true")
        .doesNotContain("--fasterCopy=true");
  }

  @Test
  void flinkBatchIsNotMadeAStream() {
    assertThat(defaults(new FlinkDefaults(), FILES))
        .doesNotContain("--streaming=true", "--attachedMode=false");
  }

  @Test
  void embeddedFlinkStreamCanBeStopped() {
    assertThat(defaults(new FlinkDefaults(), TOPIC)).contains("--attachedMode=false");
  }

  @Test
  void flinkWorkersShareThePartitionsEvenly() {
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(defaults(new FlinkDefaults(), new JobShape(false, 1, null)))
        .contains("--parallelism=1");
    assertThat(defaults(new FlinkDefaults(), new JobShape(false, 12 * cores, null)))
        .contains("--parallelism=" + cores);
  }

  @Test
  void flinkWorkersThatCannotAreTold() {
    List<String> notices = new ArrayList<>();
    new FlinkDefaults().apply(BeamArguments.of(List.of()), new JobShape(false, 4, 3), notices::add);
    assertThat(notices).singleElement().asString().contains("4 partitions", "3 workers");
  }

  @Test
  void sparkReadsATopicThroughOneSplit() {
    assertThat(defaults(new SparkDefaults(), TOPIC)).contains("--streaming=true");
    assertThat(System.getProperty(SparkDefaults.PARALLELISM)).isEqualTo("1");
  }

  @Test
  void sparkRefusesMoreThanOneSplitOfATopic() {
    JobShape four = new JobShape(false, 4, 4);
    refused(new SparkDefaults(), four, "--parallelism=4");
    System.setProperty(SparkDefaults.PARALLELISM, "3");
    refused(new SparkDefaults(), TOPIC, "spark.default.parallelism=3");
  }

  @Test
  void sparkKeepsItsPortsAtHomeWhenLocal() {
    defaults(new SparkDefaults(), FILES);
    assertThat(System.getProperty("spark.ui.enabled")).isEqualTo("false");
    assertThat(System.getProperty("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
  }

  private static List<String> defaults(RunnerDefaults defaults, JobShape job) {
    BeamArguments arguments = BeamArguments.of(List.of());
    defaults.apply(arguments, job, sentence -> {});
    return arguments.toArguments();
  }

  private static void refused(RunnerDefaults defaults, JobShape job, String part) {
    assertThatThrownBy(() -> defaults.apply(BeamArguments.of(List.of()), job, sentence -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(part);
  }
}
