package io.github.beamwatch.portability;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream of elements that were listed: in one part, up to {@link #DISORDER} out of order, behind
 * a watermark that knows so. It ends, so that a job that reads it does.
 */
final class TimedStream<T> extends UnboundedSource<T, TimedStream.Mark> {
  private static final long serialVersionUID = 1L;

  static final Duration DISORDER = Duration.standardHours(1);

  private final Coder<T> coder;
  private final byte[] elements;

  /** So many were read. */
  record Mark(int read) implements UnboundedSource.CheckpointMark, java.io.Serializable {
    @Override
    public void finalizeCheckpoint() {}
  }

  private TimedStream(Coder<T> coder, byte[] elements) {
    this.coder = coder;
    this.elements = elements;
  }

  static <T> TimedStream<T> of(List<TimestampedValue<T>> elements, Coder<T> coder) {
    Random random = new Random(elements.size());
    record Arrival<T>(long at, TimestampedValue<T> element) {}
    List<Arrival<T>> arrivals = new ArrayList<>();
    for (TimestampedValue<T> element : elements) {
      long delay = random.nextLong(DISORDER.getMillis());
      arrivals.add(new Arrival<>(element.getTimestamp().getMillis() + delay, element));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      coderOf(coder).encode(arrivals.stream().map(Arrival::element).toList(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TimedStream<>(coder, bytes.toByteArray());
  }

  private static <T> ListCoder<TimestampedValue<T>> coderOf(Coder<T> coder) {
    return ListCoder.of(TimestampedValue.TimestampedValueCoder.of(coder));
  }

  @Override
  public List<TimedStream<T>> split(int desired, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public Coder<T> getOutputCoder() {
    return coder;
  }

  @Override
  public Coder<Mark> getCheckpointMarkCoder() {
    return SerializableCoder.of(Mark.class);
  }

  @Override
  public UnboundedReader<T> createReader(PipelineOptions options, @Nullable Mark mark)
      throws IOException {
    return new Reader<>(
        this,
        coderOf(coder).decode(new ByteArrayInputStream(elements)),
        mark == null ? 0 : mark.read);
  }

  private static final class Reader<T> extends UnboundedReader<T> {
    private final TimedStream<T> source;
    private final List<TimestampedValue<T>> elements;
    private int read;
    private Instant latest = BoundedWindow.TIMESTAMP_MIN_VALUE;

    Reader(TimedStream<T> source, List<TimestampedValue<T>> elements, int read) {
      this.source = source;
      this.elements = elements;
      this.read = read;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      if (read == elements.size()) {
        latest = BoundedWindow.TIMESTAMP_MAX_VALUE;
        return false;
      }
      read++;
      latest = latest.isAfter(getCurrentTimestamp()) ? latest : getCurrentTimestamp();
      return true;
    }

    private TimestampedValue<T> current() {
      if (read == 0) {
        throw new NoSuchElementException();
      }
      return elements.get(read - 1);
    }

    @Override
    public T getCurrent() {
      return current().getValue();
    }

    @Override
    public Instant getCurrentTimestamp() {
      return current().getTimestamp();
    }

    @Override
    public Instant getWatermark() {
      return latest.equals(BoundedWindow.TIMESTAMP_MIN_VALUE)
              || latest.equals(BoundedWindow.TIMESTAMP_MAX_VALUE)
          ? latest
          : latest.minus(DISORDER);
    }

    @Override
    public Mark getCheckpointMark() {
      return new Mark(read);
    }

    @Override
    public TimedStream<T> getCurrentSource() {
      return source;
    }

    @Override
    public void close() {}
  }
}
