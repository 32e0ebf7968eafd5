package io.github.beamwatch.core.delivery;

import static io.github.beamwatch.core.delivery.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.Severity;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.core.spec.delivery.MatchSpec;
import io.github.beamwatch.core.spec.delivery.RouteSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static Routes routes(RouteSpec... routes) {
    Map<String, ChannelSpec> channels = new LinkedHashMap<>();
    channels.put("slack", channel(true));
    channels.put("pager", channel(true));
    channels.put("sms", channel(false));
    return Routes.of(
        new DeliverySpec(
            DeliverySpec.API_VERSION,
            DeliverySpec.KIND,
            "test",
            null,
            SourceSpec.ofFiles("x"),
            List.of(routes),
            null,
            null,
            null,
            channels,
            null));
  }

  private static ChannelSpec channel(boolean sendResolved) {
    return new ChannelSpec(null, null, null, null, null, null, null, null, null, sendResolved);
  }

  private static RouteSpec route(MatchSpec match, boolean goesOn, String... channels) {
    return new RouteSpec(match, List.of(channels), goesOn);
  }

  private static MatchSpec severity(Severity... severities) {
    return new MatchSpec(null, List.of(severities), null, null, null);
  }

  private static MatchSpec labels(Map<String, String> labels) {
    return new MatchSpec(null, null, null, null, labels);
  }

  @Test
  void without_routes_everything_goes_everywhere() {
    assertThat(routes().channelsFor(alert("a", AlertStatus.FIRING, Severity.LOW, Map.of())))
        .containsExactly("slack", "pager", "sms");
  }

  @Test
  void the_first_match_decides_unless_it_says_continue() {
    Routes routes =
        routes(
            route(severity(Severity.CRITICAL), true, "pager"),
            route(severity(Severity.HIGH, Severity.CRITICAL), false, "slack", "pager"),
            route(null, false, "sms"));

    assertThat(routes.channelsFor(alert("a", AlertStatus.FIRING, Severity.CRITICAL, Map.of())))
        .containsExactly("pager", "slack");
    assertThat(routes.channelsFor(alert("a", AlertStatus.FIRING, Severity.HIGH, Map.of())))
        .containsExactly("slack", "pager");
    assertThat(routes.channelsFor(alert("a", AlertStatus.FIRING, Severity.LOW, Map.of())))
        .containsExactly("sms");
  }

  @Test
  void labels_match_whole_values_by_regular_expression() {
    Routes routes = routes(route(labels(Map.of("country", "US|U.", "team", "")), false, "slack"));

    assertThat(
            routes.channelsFor(
                alert("a", AlertStatus.FIRING, Severity.LOW, Map.of("country", "UK"))))
        .containsExactly("slack");
    assertThat(
            routes.channelsFor(
                alert("a", AlertStatus.FIRING, Severity.LOW, Map.of("country", "AUS"))))
        .isEmpty();
    assertThat(
            routes.channelsFor(
                alert(
                    "a", AlertStatus.FIRING, Severity.LOW, Map.of("country", "US", "team", "ads"))))
        .isEmpty();
  }

  @Test
  void type_pipeline_and_status_match_by_one_of_their_values() {
    MatchSpec match =
        new MatchSpec(
            List.of("ctr_drop", "other"),
            null,
            List.of("ads"),
            List.of(MatchSpec.Status.RESOLVED),
            null);
    Routes routes = routes(route(match, false, "slack"));

    assertThat(routes.channelsFor(alert("a", AlertStatus.RESOLVED, Severity.LOW, Map.of())))
        .containsExactly("slack");
    assertThat(routes.channelsFor(alert("a", AlertStatus.FIRING, Severity.LOW, Map.of())))
        .isEmpty();
  }

  @Test
  void the_end_of_an_alert_goes_only_where_it_is_wanted() {
    assertThat(routes().channelsFor(alert("a", AlertStatus.RESOLVED, Severity.LOW, Map.of())))
        .containsExactly("slack", "pager");
  }
}
