package io.github.beamwatch.io.deliver.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.delivery.DeliveryKey;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.delivery.ClaimsSpec;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.io.deliver.Deliveries;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;
import redis.embedded.RedisServer;

/** Claims in a real Redis. */
class RedisClaimsTest {

  private static final Duration PENDING = Duration.ofMillis(300);
  private static final int PORT = LoopbackPorts.free();
  private static RedisServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new RedisServer(PORT);
    server.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.stop();
  }

  @BeforeEach
  void forget() {
    try (JedisPooled redis = new JedisPooled("127.0.0.1", PORT)) {
      redis.flushAll();
    }
  }

  private static RedisClaims claims(Duration quietFor) {
    ClaimsSpec spec = Deliveries.claims(PORT, PENDING, Duration.ZERO);
    return new RedisClaims(spec, spec.redis(), quietFor);
  }

  private static ClaimRequest of(Alert alert) {
    return new ClaimRequest(
        DeliveryKey.ofMessage("team", alert),
        DeliveryKey.ofFiring("team", alert),
        DeliveryKey.ofCooldown("team", alert),
        alert.alertId());
  }

  @Test
  void one_of_two_may_send_and_the_other_learns_when_it_is_sent() throws Exception {
    List<ClaimRequest> message = List.of(of(SampleAlerts.firing(1)));
    try (RedisClaims first = claims(Duration.ZERO);
        RedisClaims second = claims(Duration.ZERO)) {
      assertThat(first.claim(message)).containsExactly(Claim.OURS);
      assertThat(second.claim(message)).containsExactly(Claim.THEIRS);
      // Renewed, not refused: an attempt may come late.
      assertThat(first.claim(message)).containsExactly(Claim.OURS);
      first.sent(message);
      assertThat(second.claim(message)).containsExactly(Claim.SENT);
      assertThat(first.claim(message)).containsExactly(Claim.SENT);
    }
  }

  @Test
  void a_claim_whose_owner_died_runs_out() throws Exception {
    List<ClaimRequest> message = List.of(of(SampleAlerts.firing(1)));
    try (RedisClaims dead = claims(Duration.ZERO);
        RedisClaims heir = claims(Duration.ZERO)) {
      assertThat(dead.claim(message)).containsExactly(Claim.OURS);
      Claim got = Claim.THEIRS;
      while (got == Claim.THEIRS) {
        got = heir.claim(message).get(0);
      }
      assertThat(got).isEqualTo(Claim.OURS);
      // It was sent after all: that is remembered whoever holds the claim.
      dead.sent(message);
      assertThat(heir.claim(message)).containsExactly(Claim.SENT);
    }
  }

  @Test
  void what_was_given_up_may_be_claimed_by_another() throws Exception {
    List<ClaimRequest> message = List.of(of(SampleAlerts.firing(1)));
    try (RedisClaims first = claims(Duration.ofMinutes(10));
        RedisClaims second = claims(Duration.ofMinutes(10))) {
      first.claim(message);
      second.release(message);
      assertThat(second.claim(message)).containsExactly(Claim.THEIRS);
      first.release(message);
      assertThat(second.claim(message)).containsExactly(Claim.OURS);
    }
  }

  @Test
  void who_gives_up_what_another_holds_does_not_end_its_cooldown() throws Exception {
    var first = SampleAlerts.firing(1);
    var other = SampleAlerts.of(2, first.status(), first.severity(), first.labels());
    try (RedisClaims sender = claims(Duration.ofMinutes(10));
        RedisClaims bystander = claims(Duration.ofMinutes(10))) {
      sender.claim(List.of(of(first)));
      bystander.release(List.of(of(first)));
      assertThat(bystander.claim(List.of(of(other)))).containsExactly(Claim.QUIET);
    }
  }

  @Test
  void a_cooldown_holds_other_alerts_of_the_series_back_with_their_ends() throws Exception {
    var first = SampleAlerts.firing(1);
    var other = SampleAlerts.of(2, first.status(), first.severity(), first.labels());
    var otherEnds =
        SampleAlerts.of(2, SampleAlerts.resolved(1).status(), first.severity(), first.labels());
    try (RedisClaims claims = claims(Duration.ofMinutes(10))) {
      assertThat(claims.claim(List.of(of(first)))).containsExactly(Claim.OURS);
      claims.sent(List.of(of(first)));
      assertThat(claims.claim(List.of(of(other), of(otherEnds), of(SampleAlerts.resolved(1)))))
          .containsExactly(Claim.QUIET, Claim.QUIET, Claim.OURS);
      assertThat(claims.claim(List.of(of(first)))).containsExactly(Claim.SENT);
    }
  }

  @Test
  void a_redis_that_is_away_is_told_without_its_password() {
    ClaimsSpec spec =
        new ClaimsSpec(
            new ClaimsSpec.Redis(
                Secret.of("redis://:never-print-me@127.0.0.1:" + LoopbackPorts.free()), null),
            null,
            null,
            null);
    try (RedisClaims claims = new RedisClaims(spec, spec.redis(), Duration.ZERO)) {
      assertThatThrownBy(claims::ping)
          .isInstanceOf(ClaimsUnavailableException.class)
          .hasMessageMatching("Redis at 127.0.0.1:[0-9]+ cannot be reached");
    }
  }
}
