package io.github.beamwatch.beam.ranking;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Brings the parts of one thing to one place: a few, each of some megabytes at most. Bounded, in
 * the global window; empty where there is no part.
 */
final class Together
    extends PTransform<PCollection<byte[]>, PCollection<KV<Integer, Iterable<byte[]>>>> {
  private static final long serialVersionUID = 1L;

  private Together() {}

  static Together create() {
    return new Together();
  }

  @Override
  public PCollection<KV<Integer, Iterable<byte[]>>> expand(PCollection<byte[]> parts) {
    return parts
        .apply("OneKey", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
        .apply("Together", GroupByKey.create());
  }
}
