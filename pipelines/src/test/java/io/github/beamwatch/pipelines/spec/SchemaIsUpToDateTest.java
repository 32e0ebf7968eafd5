package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaIsUpToDateTest {

  private static final Path COMMITTED = Path.of("src/main/resources/beamwatch-v1.schema.json");
  private static final String COMMAND =
      "mvn -pl pipelines -am test -Dtest=SchemaIsUpToDateTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dbeamwatch.schema.write=true";

  @Test
  void the_committed_schema_is_what_the_records_say() throws IOException {
    String generated = SchemaGeneration.schema();
    if (Boolean.getBoolean("beamwatch.schema.write")) {
      Files.writeString(COMMITTED, generated);
    }
    assertThat(Files.readString(COMMITTED))
        .as("%s is out of date; regenerate it with: %s", COMMITTED, COMMAND)
        .isEqualTo(generated);
  }
}
