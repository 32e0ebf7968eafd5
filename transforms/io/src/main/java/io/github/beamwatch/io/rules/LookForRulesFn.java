package io.github.beamwatch.io.rules;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.live.RefusedRulesException;
import io.github.beamwatch.core.live.RuleDocument;
import io.github.beamwatch.core.live.RuleLog;
import io.github.beamwatch.core.live.RuleReader;
import io.github.beamwatch.core.live.RuleVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Looks at the source of the rules at every tick. */
final class LookForRulesFn extends DoFn<KV<String, Long>, RuleLog> {
  private static final JobLog LOG = JobLog.of(LookForRulesFn.class);

  private final RuleSource source;
  private final long everyNanos;
  private final RuleReader reader;
  private transient boolean looked;
  private transient long lastLook;
  private transient boolean unreadable;

  @StateId("log")
  private final StateSpec<ValueState<RuleLog>> log = StateSpecs.value(new RuleLogCoder());

  LookForRulesFn(RuleSource source, Duration every, RuleReader reader) {
    this.source = source;
    this.everyNanos = every.toNanos();
    this.reader = reader;
  }

  @ProcessElement
  public void process(@StateId("log") ValueState<RuleLog> log, MultiOutputReceiver out) {
    long now = System.nanoTime();
    if (looked && now - lastLook < everyNanos / 2) {
      return; // ticks that were missed while the job was down come all at once
    }
    lastLook = now;
    looked = true;
    RuleLog known = log.read();
    RuleLog before = known == null ? RuleLog.EMPTY : known;
    Look look = new Look(before, out);
    try {
      source.look(before.marks(), look);
      unreadable = false;
    } catch (IOException | RuntimeException e) {
      Counters.counter(Counters.RULES_UNREADABLE).inc();
      if (!unreadable) {
        LOG.warn(
            "unreadable",
            "The live rules cannot be read, so those in force stay: " + e.getMessage());
      }
      unreadable = true;
    }
    if (known == null || look.log.number() != before.number()) {
      log.write(look.log);
      out.get(ReadRules.LOG).output(look.log);
    }
  }

  @Teardown
  public void teardown() {
    source.close();
  }

  private final class Look implements RuleSource.Changes {
    private final MultiOutputReceiver out;
    private RuleLog log;

    Look(RuleLog log, MultiOutputReceiver out) {
      this.log = log;
      this.out = out;
    }

    @Override
    public void found(RuleDocument document) {
      try {
        RuleVersion version = reader.read(document);
        log = log.with(document);
        Counters.counter(Counters.RULES_ACCEPTED).inc();
        LOG.info(
            "accepted",
            "Rules of version %s are in force%s, from %s"
                .formatted(
                    version.specVersion(),
                    version.effectiveFrom() == null
                        ? ""
                        : " for windows that begin at " + version.effectiveFrom() + " or later",
                    document.source()),
            "rules_source",
            document.source());
      } catch (RefusedRulesException e) {
        Counters.counter(Counters.RULES_REFUSED).inc();
        LOG.warn(
            "refused",
            "Rules from %s are refused, those in force stay: %s"
                .formatted(document.source(), e.getMessage()),
            "rules_source",
            document.source());
        out.get(ReadRules.REFUSED)
            .output(
                new DeadLetter(
                    "rules",
                    Reason.INVALID_RULES,
                    String.valueOf(e.getMessage()),
                    document.text().getBytes(StandardCharsets.UTF_8),
                    document.source(),
                    null));
      }
    }

    @Override
    public void withdrawn(String key) {
      log = log.without(key);
    }

    @Override
    public void mark(String name, String mark) {
      log = log.marked(name, mark);
    }
  }
}
