package io.github.beamwatch.io.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * Names the pieces of files that are to be read, so that a runner can deal them out to its workers
 * as they become free. The reading itself happens behind it, where records can be aggregated
 * without having been elements.
 */
final class FileRangeSource extends BoundedSource<FileRange> {

  private static final long serialVersionUID = 1;

  /** Large enough that opening does not count, small enough that workers end together. */
  static final long RANGE_BYTES = 16L << 20;

  private final List<String> globs;
  private final boolean splittable;
  private final @Nullable FileRange range;

  /** All files that match; {@code splittable} where a record can be found from its middle. */
  FileRangeSource(List<String> globs, boolean splittable) {
    this(globs, splittable, null);
  }

  private FileRangeSource(List<String> globs, boolean splittable, @Nullable FileRange range) {
    this.globs = List.copyOf(globs);
    this.splittable = splittable;
    this.range = range;
  }

  @Override
  public List<FileRangeSource> split(long desiredBytes, PipelineOptions options)
      throws IOException {
    if (range != null) {
      return List.of(this);
    }
    List<FileRangeSource> sources = new ArrayList<>();
    for (FileRange piece : ranges()) {
      sources.add(new FileRangeSource(globs, splittable, piece));
    }
    return sources;
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) throws IOException {
    if (range != null && range.to() != Long.MAX_VALUE) {
      return range.to() - range.from();
    }
    long bytes = 0;
    for (MatchResult.Metadata file : files()) {
      if (range == null || range.path().equals(file.resourceId().toString())) {
        bytes += file.sizeBytes();
      }
    }
    return bytes;
  }

  private List<FileRange> ranges() throws IOException {
    if (range != null) {
      return List.of(range);
    }
    List<FileRange> ranges = new ArrayList<>();
    for (MatchResult.Metadata file : files()) {
      String path = file.resourceId().toString();
      if (!splittable
          || !file.isReadSeekEfficient()
          || Compression.detect(path) != Compression.UNCOMPRESSED) {
        ranges.add(new FileRange(path, 0, Long.MAX_VALUE));
        continue;
      }
      for (long from = 0; from < file.sizeBytes(); from += RANGE_BYTES) {
        ranges.add(new FileRange(path, from, Math.min(from + RANGE_BYTES, file.sizeBytes())));
      }
    }
    return ranges;
  }

  private List<MatchResult.Metadata> files() throws IOException {
    List<MatchResult.Metadata> files = new ArrayList<>();
    for (String glob : globs) {
      MatchResult match = FileSystems.match(glob, EmptyMatchTreatment.ALLOW);
      if (match.status() != MatchResult.Status.OK || match.metadata().isEmpty()) {
        throw new FileNotFoundException("no file matches " + glob);
      }
      files.addAll(match.metadata());
    }
    files.sort(Comparator.comparing(file -> file.resourceId().toString()));
    return files;
  }

  @Override
  public Coder<FileRange> getOutputCoder() {
    return new FileRange.FileRangeCoder();
  }

  @Override
  public BoundedReader<FileRange> createReader(PipelineOptions options) throws IOException {
    return new RangeReader(this, ranges().iterator());
  }

  private static final class RangeReader extends BoundedReader<FileRange> {
    private final FileRangeSource source;
    private final Iterator<FileRange> ranges;
    private @Nullable FileRange current;

    RangeReader(FileRangeSource source, Iterator<FileRange> ranges) {
      this.source = source;
      this.ranges = ranges;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      current = ranges.hasNext() ? ranges.next() : null;
      return current != null;
    }

    @Override
    public FileRange getCurrent() {
      if (current == null) {
        throw new NoSuchElementException();
      }
      return current;
    }

    @Override
    public void close() {}

    @Override
    public FileRangeSource getCurrentSource() {
      return source;
    }
  }
}
