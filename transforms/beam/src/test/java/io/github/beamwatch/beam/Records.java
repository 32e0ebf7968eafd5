package io.github.beamwatch.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.detector.Judgement;
import io.github.beamwatch.core.detector.Score;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.event.Event;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records of every kind, from the usual to the odd; in each list all are different. */
final class Records {

  static final long BASE = Instant.parse("2025-12-17T08:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final double NAN = Double.NaN;

  /** A text that takes more than 65,535 bytes, the limit of {@code DataOutput.writeUTF}. */
  private static final String HUGE = "ü€😀".repeat(20_000);

  private static final SeriesKey US_BANNER = SeriesKey.of("US", "banner");

  /** The first record of each list in hexadecimal. */
  static final Map<Class<?>, String> BYTES_OF_THE_FIRST =
      Map.of(
          RawRecord.class,
          "0101086576656e74732f33ad02027b7d",
          RawBatch.class,
          "01086576656e74732f3302d80480e095b5e5660161041300",
          Event.class,
          "010000019b2b52b80000030105636c69636b01025553023fd0000000000000",
          DeadLetter.class,
          "02057061727365044c4154450963616d65206c617465027b7d010c6576656e74732f332f3330300180f0cada"
              + "b2330557484f4c45",
          SeriesKey.class,
          "020255530662616e6e6572",
          MetricPoint.class,
          "01020255530662616e6e65720000019b2b52b8000000019b2b53a260000000000000006b02401c0000000000"
              + "0000000000000000077ff80000000000003fe000000000000000000000000000643fb000000000000002"
              + "400c0000000000007ff8000000000000",
          Verdict.class,
          "01020255530662616e6e6572086374725f64726f700363747209656d615f726174696f0000019b2b52b80000"
              + "00019b2b53a26007414e4f4d414c59400400000000000040190000000000003fd999999999999a3fe000"
              + "00000000007ff80000000000007ff80000000000007ff8000000000000000000000000006b0448494748"
              + "0006464952494e470000019b2b52b8000000019b2b51cda0000000000000000002",
          Judgement.class,
          "0100074e4f5f444154417ff80000000000007ff80000000000007ff80000000000007ff8000000000000",
          Alert.class,
          "012435663063376536312d303030302d333030302d383030302d30303030303030303030303006464952494e"
              + "47086374725f64726f7008435249544943414c0a61642d6d657472696373066162633132330002096164"
              + "5f666f726d61740362616e07636f756e7472790255530363747240040000000000004019000000000000"
              + "c04e0000000000003fd999999999999a09656d615f726174696f0000019b2b52b8000000019b2b53a260"
              + "ffffffffffffffff00000000000000000316435452206f662055532f62616e20697320646f776e2e0000"
              + "00000000006b");

  private Records() {}

  static List<SeriesKey> keys() {
    return List.of(
        US_BANNER,
        SeriesKey.of(),
        SeriesKey.of(""),
        SeriesKey.of("", ""),
        SeriesKey.of("USbanner"),
        SeriesKey.of("US", "banner\0"),
        SeriesKey.of("Zürich", "日本", "😀"),
        SeriesKey.of(HUGE),
        new SeriesKey(Collections.nCopies(300, "x")));
  }

  static List<RawRecord> raws() {
    return List.of(
        new RawRecord("{}".getBytes(UTF_8), "events/3", 300),
        RawRecord.of(new byte[0]),
        new RawRecord(new byte[] {(byte) 0xFF, 0}, "", 0),
        new RawRecord(new byte[100_000], HUGE, Long.MAX_VALUE));
  }

  static List<RawBatch> batches() {
    return List.of(
        new RawBatch(
            "events/3",
            new byte[][] {"a".getBytes(UTF_8), {}},
            new long[] {300, 302},
            new long[] {BASE, BASE - 10}),
        new RawBatch(
            "",
            new byte[][] {new byte[100_000]},
            new long[] {Long.MAX_VALUE},
            new long[] {Long.MIN_VALUE}));
  }

  static List<Event> events() {
    return List.of(
        new Event(BASE, new String[] {"click", "US", null}, new double[] {NAN, NAN, 0.25}),
        new Event(BASE, new String[] {"click", "US", "0.25"}, new double[] {NAN, NAN, 0.25}),
        new Event(BASE, new String[] {"click", "US", null}, new double[] {NAN, NAN, NAN}),
        new Event(BASE, new String[] {"", "", ""}, new double[] {0.0, -0.0, -1.5}),
        new Event(-1, new String[0], new double[0]),
        new Event(Long.MIN_VALUE, new String[] {HUGE}, new double[] {Double.MAX_VALUE}));
  }

  static List<DeadLetter> deadLetters() {
    List<DeadLetter> letters = new ArrayList<>();
    letters.add(
        new DeadLetter(
            "parse", Reason.LATE, "came late", "{}".getBytes(UTF_8), "events/3/300", BASE));
    letters.add(new DeadLetter("", Reason.TOO_LARGE, "", new byte[0], null, null));
    letters.add(
        new DeadLetter("parse", Reason.INVALID_UTF8, HUGE, new byte[] {-1}, "", Long.MIN_VALUE));
    for (Reason reason : Reason.values()) {
      letters.add(new DeadLetter("parse", reason, "of each reason", new byte[100_000], null, -1L));
    }
    return letters;
  }

  static List<MetricPoint> points() {
    MeasureValue clicks = MeasureValue.of(7, 7);
    MeasureValue revenue = new MeasureValue(0.5, 100, 0.0625);
    List<MetricPoint> points = new ArrayList<>();
    points.add(point(BASE, List.of(clicks, revenue), List.of(3.5, NAN)));
    points.add(point(BASE, List.of(clicks, revenue), List.of(3.5, 0.0)));
    points.add(point(BASE, List.of(clicks, revenue), List.of(3.5, -0.0)));
    points.add(point(-MINUTE, List.of(MeasureValue.of(NAN, 0)), List.of()));
    points.add(point(BASE, List.of(), List.of(Double.MIN_VALUE)));
    // More than a byte can count.
    points.add(point(BASE, Collections.nCopies(300, clicks), Collections.nCopies(400, 1.0)));
    points.add(
        new MetricPoint(SeriesKey.of(HUGE), 0, MINUTE, Long.MAX_VALUE, List.of(), List.of()));
    return points;
  }

  static MetricPoint point(long start, List<MeasureValue> measures, List<Double> metrics) {
    return new MetricPoint(US_BANNER, start, start + MINUTE, 107, measures, metrics);
  }

  static List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(
        verdict(
            "ctr_drop",
            Kind.ANOMALY,
            2.5,
            Severity.HIGH,
            new Transition(AlertStatus.FIRING, BASE, BASE - MINUTE, null, 2)));
    verdicts.add(
        verdict(
            "ctr_drop",
            Kind.NORMAL,
            2.5,
            Severity.HIGH,
            new Transition(AlertStatus.RESOLVED, BASE, BASE - MINUTE, BASE + MINUTE, 3)));
    verdicts.add(verdict("", Kind.LATE, NAN, null, null));
    verdicts.add(verdict(HUGE, Kind.ERROR, Double.NEGATIVE_INFINITY, null, null));
    for (Kind kind : Kind.values()) {
      verdicts.add(verdict("each_kind", kind, -0.0, null, null));
    }
    for (Severity severity : Severity.values()) {
      verdicts.add(verdict("each_severity", Kind.ANOMALY, 0.0, severity, null));
    }
    return verdicts;
  }

  static Verdict verdict(
      String rule, Kind kind, double value, Severity severity, Transition transition) {
    return new Verdict(
        US_BANNER,
        rule,
        "ctr",
        "ema_ratio",
        BASE,
        BASE + MINUTE,
        kind,
        value,
        6.25,
        0.4,
        0.5,
        Double.NaN,
        Double.NaN,
        NAN,
        107,
        severity,
        false,
        transition);
  }

  static List<Alert> alerts() {
    SortedMap<String, String> labels = new TreeMap<>(Map.of("country", "US", "ad_format", "ban"));
    return List.of(
        alert(AlertStatus.FIRING, labels, 2.5, null, "CTR of US/ban is down."),
        alert(AlertStatus.RESOLVED, labels, 2.5, Instant.ofEpochMilli(BASE), "over"),
        alert(AlertStatus.FIRING, new TreeMap<>(), NAN, null, ""),
        alert(AlertStatus.FIRING, new TreeMap<>(Map.of("", HUGE)), 0.0, Instant.EPOCH, HUGE));
  }

  static Alert alert(
      AlertStatus status,
      SortedMap<String, String> labels,
      double value,
      Instant endsAt,
      String message) {
    return new Alert(
        "5f0c7e61-0000-3000-8000-000000000000",
        status,
        "ctr_drop",
        Severity.CRITICAL,
        "ad-metrics",
        "abc123",
        labels,
        "ctr",
        value,
        6.25,
        -60,
        0.4,
        "ema_ratio",
        Instant.ofEpochMilli(BASE),
        Instant.ofEpochMilli(BASE + MINUTE),
        Instant.ofEpochMilli(-1),
        endsAt,
        3,
        message,
        107);
  }

  static List<Judgement> judgements() {
    return List.of(
        new Judgement(Judgement.Kind.NO_DATA, Score.WARMUP),
        new Judgement(Judgement.Kind.NORMAL, new Score(0.5, -3, Double.NEGATIVE_INFINITY, 7)),
        new Judgement(Judgement.Kind.ANOMALY, new Score(1000, 0.1, -1e100, 1e-300)));
  }
}
