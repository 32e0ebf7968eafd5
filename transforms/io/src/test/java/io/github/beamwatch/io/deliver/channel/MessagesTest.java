package io.github.beamwatch.io.deliver.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.Severity;
import io.github.beamwatch.core.spec.delivery.WebhookSpec;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Messages to the letter, against {@code src/test/resources/messages}; {@code
 * -Dbeamwatch.messages.write=true} writes those files anew.
 */
class MessagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("src/test/resources/messages");

  private static void isGolden(String name, JsonNode message) throws IOException {
    Path file = FOLDER.resolve(name + ".json");
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(message) + "\n";
    if (Boolean.getBoolean("beamwatch.messages.write")) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  private static Letter letter(Alert alert) {
    return new Letter(alert, JsonLines.of(alert));
  }

  @Test
  void slack_one_alert() throws IOException {
    isGolden("slack-firing", SlackMessage.of(List.of(SampleAlerts.firing(1))));
  }

  @Test
  void slack_the_end_of_an_alert() throws IOException {
    isGolden("slack-resolved", SlackMessage.of(List.of(SampleAlerts.resolved(1))));
  }

  @Test
  void slack_several_alerts() throws IOException {
    isGolden(
        "slack-group", SlackMessage.of(List.of(SampleAlerts.firing(2), SampleAlerts.firing(1))));
  }

  @Test
  void pagerduty() throws IOException {
    isGolden("pagerduty-trigger", PagerDutyChannel.event(letter(SampleAlerts.firing(1))));
    isGolden("pagerduty-resolve", PagerDutyChannel.event(letter(SampleAlerts.resolved(1))));
  }

  @Test
  void alertmanager() throws IOException {
    Instant now = Instant.parse("2025-12-17T08:17:05Z");
    Duration day = Duration.ofDays(1);
    isGolden(
        "alertmanager-firing",
        AlertmanagerChannel.alert(SampleAlerts.firing(1), now, day, "http://grafana/d/1"));
    isGolden(
        "alertmanager-resolved",
        AlertmanagerChannel.alert(SampleAlerts.resolved(1), now, day, null));
  }

  @Test
  void webhook_sends_what_came_or_what_the_spec_makes_of_it() throws IOException {
    String body =
        body("{\"text\": \"{title}\\n{message}\", \"n\": {count}, \"c\": \"{labels.country}\"}");
    assertThat(JSON.readTree(body))
        .isEqualTo(
            JSON.readTree(
                "{\"text\":\"High: ctr_drop of country=a\\\"b\\\\\\nctr fell to 2.13, 76.5 % below the"
                    + " expected 9.07\",\"n\":1,\"c\":\"a\\\"b\\\\\"}"));
    JsonNode all = JSON.readTree(body(null));
    assertThat(all.at("/alerts/0/labels/country").asText()).isEqualTo("a\"b\\");
  }

  private static String body(String template) {
    Alert alert =
        SampleAlerts.of(1, AlertStatus.FIRING, Severity.HIGH, Map.of("country", "a\"b\\"));
    WebhookSpec spec = new WebhookSpec(Secret.of("http://localhost/"), null, template);
    return new String(
        new WebhookChannel(spec, Duration.ofSeconds(1)).body(List.of(letter(alert))),
        StandardCharsets.UTF_8);
  }

  @Test
  void slack_never_gets_more_than_it_takes() {
    List<Alert> many =
        IntStream.range(0, 1_000)
            .mapToObj(
                number ->
                    SampleAlerts.of(
                        number,
                        AlertStatus.FIRING,
                        Severity.CRITICAL,
                        Map.of("campaign", "<&>😀".repeat(200) + number)))
            .toList();
    withinLimits(SlackMessage.of(many));
    withinLimits(SlackMessage.of(many.subList(0, 1)));
    assertThat(SlackMessage.of(many).toString()).contains("more_");
  }

  private static void withinLimits(JsonNode message) {
    assertThat(message.path("blocks").size()).isLessThanOrEqualTo(50);
    assertThat(message.at("/blocks/0/text/text").asText().length()).isLessThanOrEqualTo(150);
    for (JsonNode block : message.path("blocks")) {
      assertThat(block.at("/text/text").asText().length()).isLessThanOrEqualTo(3_000);
      assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
      for (JsonNode field : block.path("fields")) {
        assertThat(field.path("text").asText().length()).isLessThanOrEqualTo(2_000);
      }
      // An ampersand that is left over from a cut would show as one.
      if (!block.path("type").asText().equals("header")) {
        assertThat(block.toString()).doesNotContainPattern("&(?!amp;|lt;|gt;)");
      }
    }
  }

  @Test
  void slacks_own_signs_are_escaped() {
    Alert alert =
        SampleAlerts.of(1, AlertStatus.FIRING, Severity.LOW, Map.of("q", "<!channel> & co"));
    String message = SlackMessage.of(List.of(alert)).path("blocks").path(2).toString();

    assertThat(message).contains("q=&lt;!channel&gt; &amp; co").doesNotContain("<!channel>");
  }
}
