package io.github.beamwatch.core.check;

import io.github.beamwatch.core.delivery.GroupKey;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.core.spec.SpecProblem;
import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.ClaimsSpec;
import io.github.beamwatch.core.spec.delivery.CooldownSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.core.spec.delivery.GroupSpec;
import io.github.beamwatch.core.spec.delivery.MatchSpec;
import io.github.beamwatch.core.spec.delivery.RouteSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a delivery's spec must satisfy beyond its types. Pure; every problem is found. */
public final class DeliveryRules {

  private static final Pattern CHANNEL = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,49}");
  private static final int MOST_GROUPED = 1_000;

  private DeliveryRules() {}

  /** Everything that is wrong with {@code spec}; empty when nothing is. */
  public static List<SpecProblem> check(DeliverySpec spec) {
    Findings findings = new Findings();
    SpecRules.name(spec.name(), findings);
    if (spec.source() != null) {
      ConnectorRules.source("/source", spec.source(), findings);
      KafkaSourceSpec kafka = spec.source().kafka();
      if (kafka != null && kafka.groupId() == null) {
        findings.add(
            "/source/kafka/groupId",
            "is missing; a delivery that is started again goes on by the offsets of its group");
      }
    }
    channels(spec.channels(), findings);
    for (int i = 0; i < spec.routes().size(); i++) {
      route(Findings.at("/routes", i), spec.routes().get(i), spec.channels(), findings);
    }
    everyChannelIsUsed(spec, findings);
    if (spec.claims() != null) {
      claims("/claims", spec.claims(), findings);
    }
    if (spec.cooldown() != null) {
      cooldown("/cooldown", spec.cooldown(), spec.redis() != null, findings);
    }
    if (spec.group() != null) {
      group("/group", spec.group(), findings);
    }
    ConnectorRules.sinks(spec.connectors(), findings);
    return findings.all();
  }

  private static void channels(Map<String, ChannelSpec> channels, Findings findings) {
    if (channels.isEmpty()) {
      findings.add("/channels", "is empty; name at least one channel");
    }
    channels.forEach(
        (name, channel) -> {
          String path = Findings.at("/channels", name);
          if (!CHANNEL.matcher(name).matches()) {
            findings.add(
                path,
                "{} cannot be the name of a channel; use up to 50 letters, digits, '-' and '_', a"
                    + " letter first",
                name);
          }
          if (channel != null) {
            ChannelRules.check(path, channel, findings);
          }
        });
  }

  private static void route(
      String path, RouteSpec route, Map<String, ChannelSpec> channels, Findings findings) {
    for (int i = 0; i < route.channels().size(); i++) {
      String name = route.channels().get(i);
      if (!channels.containsKey(name)) {
        findings.add(
            Findings.at(path + "/channels", i),
            "there is no channel {}" + NearestName.choice(name, channels.keySet(), "channels"),
            name);
      }
    }
    MatchSpec match = route.match();
    if (match != null) {
      match
          .labels()
          .forEach(
              (label, text) -> {
                try {
                  Pattern.compile(text);
                } catch (PatternSyntaxException e) {
                  findings.add(
                      Findings.at(path + "/match/labels", label),
                      "{} is no regular expression: "
                          + e.getDescription()
                          + "; put a backslash before a sign that stands for itself",
                      text);
                }
              });
    }
  }

  /** A channel that no route names would never get a message, which nobody means. */
  private static void everyChannelIsUsed(DeliverySpec spec, Findings findings) {
    Set<String> used = new HashSet<>();
    spec.routes().forEach(route -> used.addAll(route.channels()));
    if (!spec.routes().isEmpty()) {
      for (String name : spec.channels().keySet()) {
        if (!used.contains(name)) {
          findings.add(
              Findings.at("/channels", name), "no route leads to this channel; name it in routes");
        }
      }
    }
  }

  private static void claims(String path, ClaimsSpec claims, Findings findings) {
    if (claims.redis() != null) {
      Addresses.redis(path + "/redis/uri", claims.redis().uri(), findings);
      findings.notBlank(
          path + "/redis/keyPrefix", "give a text such as beamwatch:", claims.redis().keyPrefix());
    }
    findings.positive(path + "/pendingFor", claims.pendingFor());
    findings.positive(path + "/keepFor", claims.keepFor());
    findings.notNegative(path + "/waitFor", claims.waitFor());
  }

  private static void cooldown(
      String path, CooldownSpec cooldown, boolean claims, Findings findings) {
    findings.positive(path + "/for", cooldown.quietFor());
    if (cooldown.store() == CooldownSpec.Store.REDIS && !claims) {
      findings.add(path + "/store", "redis needs the key claims.redis, which names the server");
    }
  }

  private static void group(String path, GroupSpec group, Findings findings) {
    findings.notNegative(path + "/wait", group.waitFor());
    if (group.maxAlerts() < 1 || group.maxAlerts() > MOST_GROUPED) {
      findings.add(path + "/maxAlerts", "{} is not from 1 to " + MOST_GROUPED, group.maxAlerts());
    }
    for (int i = 0; i < group.by().size(); i++) {
      findings.notBlank(
          Findings.at(path + "/by", i),
          "name one of " + String.join(", ", GroupKey.FIELDS) + ", or a label",
          group.by().get(i));
    }
  }
}
