package io.github.beamwatch.io.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.RedisSinkSpec;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.redis.RedisProcess;
import io.github.beamwatch.io.sink.Rows;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Against a real server. */
class RedisSinkTest {

  private static final String METRIC = "metrics:ad_format=a%3Ab,country=UK:";

  private RedisProcess server;

  @BeforeEach
  void start() {
    server = RedisProcess.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RedisSinkSpec spec(String address, String prefix) {
    return new RedisSinkSpec(
        address, null, null, null, null, prefix, Duration.ofHours(1), Duration.ofSeconds(5), null);
  }

  private RedisSink sink() {
    return new RedisSink(spec(server.address(), ""));
  }

  private Jedis client() {
    return new Jedis(LoopbackPorts.HOST, server.port());
  }

  @Test
  void a_metric_is_the_json_of_its_window_for_as_long_as_the_ttl() {
    SinkRow row = Rows.metric("UK", 1, 3);

    assertThat(SinkRun.write(sink(), List.of(row))).isEmpty();

    try (Jedis redis = client()) {
      String key = METRIC + "2026-01-31T23:59:00.000Z";
      assertThat(redis.keys("*")).containsExactly(key);
      assertThat(redis.get(key)).isEqualTo(row.json());
      assertThat(redis.pttl(key)).isBetween(1L, Duration.ofHours(1).toMillis());
    }
  }

  @Test
  void a_baseline_is_the_newest_score_that_expected_something() {
    List<SinkRow> rows =
        List.of(
            Rows.score("ctr_drop", 3, "9.25"),
            Rows.score("ctr_drop", 2, "9.0"),
            Rows.score("ctr_drop", 4, "null"),
            Rows.score("other", 1, "null"));

    assertThat(SinkRun.write(sink(), rows)).isEmpty();

    try (Jedis redis = client()) {
      assertThat(redis.keys("*")).containsExactly("baselines:ctr_drop:ad_format=a%3Ab,country=UK");
      assertThat(redis.get("baselines:ctr_drop:ad_format=a%3Ab,country=UK"))
          .isEqualTo(rows.get(0).json());
    }
  }

  @Test
  void an_alert_has_its_newest_state_also_when_an_older_one_is_written_again() {
    SinkRun.write(sink(), List.of(Rows.firing("a1"), Rows.resolved("a1")));
    SinkRun.write(sink(), List.of(Rows.firing("a1")));

    try (Jedis redis = client()) {
      assertThat(redis.get("alerts:a1")).isEqualTo(Rows.resolved("a1").json());
      assertThat(redis.pttl("alerts:a1")).isPositive();
    }
  }

  @Test
  void keys_may_begin_with_a_prefix() {
    SinkRun.write(new RedisSink(spec(server.address(), "ads:")), List.of(Rows.firing("a1")));

    try (Jedis redis = client()) {
      assertThat(redis.keys("*")).containsExactly("ads:alerts:a1");
    }
  }

  @Test
  void a_server_that_is_killed_and_comes_back_gets_everything() throws Exception {
    List<SinkRow> rows = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      rows.add(Rows.metric("UK", i, i));
    }
    rows.add(Rows.firing("a1"));
    server.kill();

    assertThat(SinkRun.writeWhileStarting(sink(), rows, server::restart)).isEmpty();

    try (Jedis redis = client()) {
      assertThat(redis.dbSize()).isEqualTo(2_501);
      assertThat(redis.get(METRIC + "2026-01-31T23:59:00.000Z")).isEqualTo(rows.get(1).json());
    }
  }

  /** Its memory is full, which may pass: tried again, then dead. */
  @Test
  void a_server_that_takes_no_writes_loses_nothing() {
    try (Jedis redis = client()) {
      redis.configSet("maxmemory", "1");
    }
    List<SinkRow> rows = List.of(Rows.metric("UK", 1, 1), Rows.firing("a1"));

    List<DeadLetter> dead = SinkRun.write(sink(), rows, Duration.ofMillis(500));

    assertThat(dead).extracting(DeadLetter::reason).containsOnly(Reason.UNAVAILABLE).hasSize(2);
    assertThat(dead).extracting(DeadLetter::detail).containsOnly("Redis answered OOM");
    assertThat(dead).extracting(DeadLetter::payload).contains(rows.get(0).bytes());
  }

  @Test
  void a_key_that_holds_something_else_refuses_its_row_alone() {
    try (Jedis redis = client()) {
      redis.lpush("alerts:a1", "taken");
    }

    List<DeadLetter> dead = SinkRun.write(sink(), List.of(Rows.firing("a1"), Rows.firing("a2")));

    assertThat(dead).extracting(DeadLetter::reason).containsExactly(Reason.REFUSED);
    try (Jedis redis = client()) {
      assertThat(redis.get("alerts:a2")).isEqualTo(Rows.firing("a2").json());
    }
  }

  @Test
  void the_server_is_asked_at_start() throws Exception {
    sink().prepare();
    String away = "127.0.0.1:" + LoopbackPorts.free();

    assertThatThrownBy(() -> new RedisSink(spec(away, "")).prepare())
        .hasMessage(
            "Redis at " + away + " cannot be reached; check the address and start the server");
  }

  @Test
  void a_wrong_password_is_told_and_not_shown() throws Exception {
    try (RedisProcess locked = RedisProcess.start("--requirepass", "never-print-me")) {
      RedisSinkSpec right = login(locked, "never-print-me");
      new RedisSink(right).prepare();
      assertThat(SinkRun.write(new RedisSink(right), List.of(Rows.firing("a1")))).isEmpty();

      assertThatThrownBy(() -> new RedisSink(login(locked, "never-print-me-either")).prepare())
          .hasMessage(
              "Redis at "
                  + locked.address()
                  + " answered WRONGPASS; check username, password and database");
      assertThatThrownBy(() -> new RedisSink(spec(locked.address(), "")).prepare())
          .hasMessageContaining("answered NOAUTH");
    }
  }

  private static RedisSinkSpec login(RedisProcess server, String password) {
    return new RedisSinkSpec(
        server.address(),
        null,
        Secret.of(password),
        null,
        null,
        null,
        null,
        Duration.ofSeconds(5),
        null);
  }
}
