package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaIsUpToDateTest {

  private static final Path COMMITTED = Path.of("src/main/resources/beamwatch-v1.schema.json");
  private static final Path COMMITTED_DELIVERY =
      Path.of("src/main/resources/beamwatch-delivery-v1.schema.json");
  private static final Path COMMITTED_RANKING =
      Path.of("src/main/resources/beamwatch-ranking-v1.schema.json");
  private static final Path COMMITTED_EVENT_RANKING =
      Path.of("src/main/resources/beamwatch-event-ranking-v1.schema.json");
  private static final String COMMAND =
      "mvn -pl pipelines -am test -Dtest=SchemaIsUpToDateTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dbeamwatch.schema.write=true";

  @Test
  void the_committed_schema_is_what_the_records_say() throws IOException {
    isUpToDate(COMMITTED, SchemaGeneration.schema());
  }

  @Test
  void the_committed_schema_of_deliveries_is_what_the_records_say() throws IOException {
    isUpToDate(COMMITTED_DELIVERY, SchemaGeneration.deliverySchema());
  }

  @Test
  void the_committed_schema_of_rankings_is_what_the_records_say() throws IOException {
    isUpToDate(COMMITTED_RANKING, SchemaGeneration.rankingSchema());
  }

  @Test
  void the_committed_schema_of_event_rankings_is_what_the_records_say() throws IOException {
    isUpToDate(COMMITTED_EVENT_RANKING, SchemaGeneration.eventRankingSchema());
  }

  private static void isUpToDate(Path committed, String generated) throws IOException {
    if (Boolean.getBoolean("beamwatch.schema.write")) {
      Files.writeString(committed, generated);
    }
    assertThat(Files.readString(committed))
        .as("%s is out of date; regenerate it with: %s", committed, COMMAND)
        .isEqualTo(generated);
  }
}
