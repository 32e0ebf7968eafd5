package io.github.beamwatch.io.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.io.sink.WriteToSink;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Lets through the records that Kafka will take; the others are dead letters, or made to fit. */
final class FittingFn extends DoFn<KV<String, String>, KV<String, String>> {
  private static final long serialVersionUID = 1L;

  static final TupleTag<KV<String, String>> FITTING = new TupleTag<>("fitting") {};
  static final TupleTag<DeadLetter> DEAD = new TupleTag<>("dead") {};

  private final RecordLimit limit;
  private final String topic;
  private final String name;
  private final boolean ofDeadLetters;
  private final Counter refused = Counters.sink("kafka", Reason.REFUSED.word());

  /**
   * @param name the sink: the source of its dead letters
   * @param ofDeadLetters whether the records are dead letters: these are cut and written
   */
  FittingFn(RecordLimit limit, String topic, String name, boolean ofDeadLetters) {
    this.limit = limit;
    this.topic = topic;
    this.name = name;
    this.ofDeadLetters = ofDeadLetters;
  }

  @ProcessElement
  public void process(@Element KV<String, String> text, MultiOutputReceiver out) {
    if (limit.takes(text.getKey(), text.getValue())) {
      out.get(FITTING).output(text);
    } else if (ofDeadLetters) {
      out.get(FITTING).output(KV.of(text.getKey(), CutLetter.of(text, limit)));
    } else {
      refused.inc();
      byte[] payload = text.getValue().getBytes(UTF_8);
      String detail =
          "a record of %d bytes is larger than the Kafka topic %s takes, which is %d"
              .formatted(payload.length, topic, limit.bytes());
      out.get(DEAD)
          .output(new DeadLetter(WriteToSink.STAGE, Reason.REFUSED, detail, payload, name, null));
    }
  }
}
