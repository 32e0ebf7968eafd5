package io.github.beamwatch.beam;

import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawBatchCoder;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.beam.parse.RawRecordCoder;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Makes our coders known to every pipeline: no transform sets one by hand. */
public final class BeamwatchCoders implements CoderProviderRegistrar {

  @Override
  public List<CoderProvider> getCoderProviders() {
    return List.of(
        provider(RawRecord.class, RawRecordCoder.of()),
        provider(RawBatch.class, RawBatchCoder.of()));
  }

  private static <T> CoderProvider provider(Class<T> type, Coder<T> coder) {
    return CoderProviders.forCoder(TypeDescriptor.of(type), coder);
  }
}
