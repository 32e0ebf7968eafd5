package io.github.beamwatch.io.deliver;

import static io.github.beamwatch.fixtures.alert.SampleAlerts.firing;
import static io.github.beamwatch.fixtures.alert.SampleAlerts.resolved;
import static io.github.beamwatch.io.deliver.Deliveries.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.delivery.RoutedAlert;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.core.spec.delivery.GroupSpec;
import io.github.beamwatch.fixtures.http.CountingServer;
import io.github.beamwatch.fixtures.http.CountingServer.Answer;
import io.github.beamwatch.fixtures.http.CountingServer.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queues, attempts, groups and pace against a server that does what it is told. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CourierTest {

  private final CountingServer server = CountingServer.start();
  private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    server.close();
  }

  private void deliver(DeliverySpec spec, List<Alert> alerts) throws InterruptedException {
    try (Courier courier = new Courier(spec)) {
      OpenCount open = new OpenCount();
      for (Alert alert : alerts) {
        open.more();
        courier.deliver(
            routed(alert),
            (parcel, outcome) -> {
              outcomes.add(outcome);
              open.less();
            });
      }
      open.awaitNone();
    }
  }

  private ChannelSpec webhook(Duration retryFor) {
    return Deliveries.webhook(server.url("/hook"), null, retryFor, Duration.ofSeconds(5), 64);
  }

  private static List<Alert> thousand() {
    return IntStream.range(0, 1_000).mapToObj(number -> firing(number)).toList();
  }

  @Test
  void every_alert_is_sent_once_and_many_are_under_way_at_once() throws Exception {
    server.withDelay(Duration.ofMillis(50));
    deliver(Deliveries.toOne(webhook(Duration.ofMinutes(1))), thousand());

    assertThat(outcomes).hasSize(1_000).containsOnly(Outcome.SENT);
    assertThat(server.requests()).hasSize(1_000);
    assertThat(server.mostOpen()).isBetween(32, 64);
  }

  @Test
  void what_fails_for_a_while_is_tried_again() throws Exception {
    server.then(Answer.of(500), Answer.of(503), Answer.of(502));
    deliver(Deliveries.toOne(webhook(Duration.ofMinutes(1))), List.of(firing(1)));

    assertThat(outcomes).containsExactly(Outcome.SENT);
    assertThat(server.requests()).extracting(Request::status).containsExactly(500, 503, 502, 200);
  }

  @Test
  void who_says_too_many_is_left_alone_for_as_long_as_it_says() throws Exception {
    server.then(Answer.tooMany(2));
    deliver(
        Deliveries.toOne(
            Deliveries.webhook(
                server.url("/hook"), null, Duration.ofMinutes(1), Duration.ofSeconds(5), 1)),
        List.of(firing(1), firing(2)));

    List<Request> requests = server.requests();
    assertThat(requests).extracting(Request::status).containsExactly(429, 200, 200);
    assertThat(requests.get(1).nanos() - requests.get(0).nanos())
        .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(2));
  }

  @Test
  void who_does_not_answer_is_asked_again() throws Exception {
    server.then(Answer.HANG);
    deliver(
        Deliveries.toOne(
            Deliveries.webhook(
                server.url("/hook"), null, Duration.ofMinutes(1), Duration.ofMillis(300), 64)),
        List.of(firing(1)));

    assertThat(outcomes).containsExactly(Outcome.SENT);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void what_is_refused_is_given_up_at_once_and_nothing_else_with_it() throws Exception {
    server.then(Answer.of(400));
    deliver(
        Deliveries.toOne(
            Deliveries.webhook(
                server.url("/hook/never-print-me"),
                null,
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                1)),
        List.of(firing(1), firing(2)));

    assertThat(outcomes)
        .extracting(Outcome::kind)
        .containsExactlyInAnyOrder(Outcome.Kind.REFUSED, Outcome.Kind.SENT);
    assertThat(server.requests()).hasSize(2);
    assertThat(outcomes).noneMatch(outcome -> outcome.detail().contains("never-print-me"));
  }

  @Test
  void what_fails_for_too_long_is_given_up() throws Exception {
    server.usually(Answer.of(500));
    deliver(Deliveries.toOne(webhook(Duration.ofMillis(700))), List.of(firing(1), firing(2)));

    assertThat(outcomes)
        .hasSize(2)
        .extracting(Outcome::kind)
        .containsOnly(Outcome.Kind.UNAVAILABLE);
    assertThat(server.requests()).hasSizeGreaterThan(2);
  }

  @Test
  void a_channel_that_takes_nothing_does_not_hold_up_another() throws Exception {
    try (CountingServer broken = CountingServer.start().usually(Answer.of(500))) {
      DeliverySpec spec =
          Deliveries.spec(
              Map.of(
                  "team", webhook(Duration.ofMinutes(1)),
                  "broken", Deliveries.webhook(broken.url("/"))),
              List.of(),
              null,
              null,
              null);
      try (Courier courier = new Courier(spec)) {
        OpenCount open = new OpenCount();
        for (Alert alert : thousand()) {
          var toBroken = new RoutedAlert("broken", alert, routed(alert).record());
          courier.deliver(toBroken, (parcel, outcome) -> {});
          open.more();
          courier.deliver(routed(alert), (parcel, outcome) -> open.less());
        }
        open.awaitNone();
      }
      assertThat(broken.accepted()).isEmpty();
    }
    assertThat(server.accepted()).hasSize(1_000);
  }

  /** The beginning fails three times; its end, and nothing else, waits for it. */
  @Test
  void the_end_of_an_alert_never_overtakes_its_beginning() throws Exception {
    server.then(Answer.of(500));
    List<Alert> alerts = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      alerts.add(firing(number));
      alerts.add(resolved(number));
    }
    deliver(Deliveries.toOne(webhook(Duration.ofMinutes(1))), alerts);

    List<String> bodies = server.accepted().stream().map(Request::body).toList();
    assertThat(bodies).hasSize(100);
    for (int number = 0; number < 50; number++) {
      String id = firing(number).alertId();
      assertThat(bodies.stream().filter(body -> body.contains(id)).toList())
          .satisfiesExactly(
              first -> assertThat(first).contains("\"firing\""),
              second -> assertThat(second).contains("\"resolved\""));
    }
  }

  @Test
  void a_group_is_one_message_and_ends_are_a_message_of_their_own() throws Exception {
    GroupSpec group = new GroupSpec(null, Duration.ofMillis(200), 600);
    List<Alert> alerts = new ArrayList<>(thousand());
    alerts.add(resolved(7));
    deliver(
        Deliveries.spec(
            Map.of("team", webhook(Duration.ofMinutes(1))), List.of(), null, null, group),
        alerts);

    assertThat(outcomes).hasSize(1_001).containsOnly(Outcome.SENT);
    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(2).body()).contains("\"resolved\"").doesNotContain("firing");
  }

  @Test
  void slacks_limit_of_one_message_a_second_is_kept_by_grouping() throws Exception {
    GroupSpec group = new GroupSpec(null, Duration.ofMillis(100), 400);
    long start = System.nanoTime();
    deliver(
        Deliveries.spec(
            Map.of("team", Deliveries.slack(server.url("/services/x"), "1/s")),
            List.of(),
            null,
            null,
            group),
        thousand());

    List<Request> requests = server.requests();
    assertThat(requests).hasSize(3);
    for (int i = 1; i < requests.size(); i++) {
      assertThat(requests.get(i).nanos() - start)
          .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(i));
    }
  }

  @Test
  void copies_of_an_alert_are_one_message() throws Exception {
    deliver(
        Deliveries.toOne(webhook(Duration.ofMinutes(1))), Collections.nCopies(1_000, firing(1)));

    assertThat(server.requests()).hasSize(1);
    assertThat(outcomes)
        .hasSize(1_000)
        .areExactly(999, new Condition<>(Outcome.REPEATED::equals, "repeated"));
  }
}
