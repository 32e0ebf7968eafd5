package io.github.beamwatch.core.delivery;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.core.spec.delivery.MatchSpec;
import io.github.beamwatch.core.spec.delivery.RouteSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which channels an alert goes to. The first route that matches decides; one that says {@code
 * continue} adds its channels and lets the routes below be asked as well. Without any routes all
 * alerts go to all channels.
 */
public final class Routes {

  private final List<Route> routes = new ArrayList<>();
  private final Map<String, ChannelSpec> channels;

  private Routes(DeliverySpec spec) {
    this.channels = spec.channels();
    if (spec.routes().isEmpty()) {
      routes.add(new Route(null, Map.of(), List.copyOf(channels.keySet()), false));
    }
    for (RouteSpec route : spec.routes()) {
      Map<String, Pattern> labels = new TreeMap<>();
      if (route.match() != null) {
        route.match().labels().forEach((name, text) -> labels.put(name, Pattern.compile(text)));
      }
      routes.add(new Route(route.match(), labels, route.channels(), route.goesOn()));
    }
  }

  /** The routes of a checked spec. */
  public static Routes of(DeliverySpec spec) {
    return new Routes(spec);
  }

  /** The channels for an alert, each once, in the order of the routes; maybe none. */
  public List<String> channelsFor(Alert alert) {
    Set<String> found = new LinkedHashSet<>();
    for (Route route : routes) {
      if (route.matches(alert)) {
        found.addAll(route.channels());
        if (!route.goesOn()) {
          break;
        }
      }
    }
    if (alert.status() == AlertStatus.RESOLVED) {
      found.removeIf(name -> !wantsResolved(name));
    }
    return List.copyOf(found);
  }

  private boolean wantsResolved(String name) {
    ChannelSpec channel = channels.get(name);
    return channel != null && channel.sendResolved();
  }

  private record Route(
      @Nullable MatchSpec match,
      Map<String, Pattern> labels,
      List<String> channels,
      boolean goesOn) {

    boolean matches(Alert alert) {
      return match == null
          || ((match.alertType().isEmpty() || match.alertType().contains(alert.alertType()))
              && (match.severity().isEmpty() || match.severity().contains(alert.severity()))
              && (match.pipeline().isEmpty() || match.pipeline().contains(alert.pipeline()))
              && (match.status().isEmpty()
                  || match.status().contains(MatchSpec.Status.valueOf(alert.status().name())))
              && labels.entrySet().stream().allMatch(label -> matches(label, alert)));
    }

    /** A label that an alert does not have is an empty one, as in Alertmanager. */
    private static boolean matches(Map.Entry<String, Pattern> label, Alert alert) {
      String value = alert.labels().getOrDefault(label.getKey(), "");
      return label.getValue().matcher(value).matches();
    }
  }
}
