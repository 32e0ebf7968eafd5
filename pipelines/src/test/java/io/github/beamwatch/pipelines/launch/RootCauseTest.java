package io.github.beamwatch.pipelines.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RootCauseTest {

  @Test
  void innermostMessageInOneLine() {
    Throwable failure =
        new RuntimeException(
            "Pipeline execution failed",
            new IllegalStateException(
                "job failed", new IOException("disk full\n\tat somewhere", new Error())));
    assertThat(RootCause.sentence(failure)).isEqualTo("IOException: disk full");
  }

  @Test
  void nameWhereNobodySaysAnything() {
    assertThat(RootCause.sentence(new NullPointerException())).isEqualTo("NullPointerException");
  }
}
