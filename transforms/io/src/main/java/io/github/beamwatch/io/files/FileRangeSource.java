package io.github.beamwatch.io.files;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.spec.ParseSpec;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final ParseSpec.@Nullable Format format;
  private final long rangeBytes;

  /** The one piece that this source is, once it was split. */
  private final @Nullable FileRange range;

  private final long sizeBytes;

  /**
   * All files that match.
   *
   * @param splittable whether a line can be found from the middle of a file
   * @param format what the spec says the files are
   * @param rangeBytes how large the pieces are
   */
  FileRangeSource(
      List<String> globs, boolean splittable, ParseSpec.Format format, long rangeBytes) {
    this.globs = List.copyOf(globs);
    this.splittable = splittable;
    this.format = format;
    this.rangeBytes = rangeBytes;
    this.range = null;
    this.sizeBytes = 0;
  }

  private FileRangeSource(FileRange range, long sizeBytes) {
    this.globs = List.of();
    this.splittable = false;
    this.format = null;
    this.rangeBytes = Long.MAX_VALUE;
    this.range = range;
    this.sizeBytes = sizeBytes;
  }

  @Override
  public List<FileRangeSource> split(long desiredBytes, PipelineOptions options)
      throws IOException {
    return range != null ? List.of(this) : pieces();
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) throws IOException {
    if (range != null) {
      return sizeBytes;
    }
    return files().stream().mapToLong(MatchResult.Metadata::sizeBytes).sum();
  }

  private List<FileRangeSource> pieces() throws IOException {
    List<FileRangeSource> pieces = new ArrayList<>();
    for (MatchResult.Metadata file : files()) {
      String path = file.resourceId().toString();
      long size = file.sizeBytes();
      if (!file.isReadSeekEfficient() || !splittable(path)) {
        pieces.add(new FileRangeSource(new FileRange(path, 0, Long.MAX_VALUE), size));
        continue;
      }
      for (long from = 0; from < size; from += rangeBytes) {
        long to = Math.min(from + rangeBytes, size);
        pieces.add(new FileRangeSource(new FileRange(path, from, to), to - from));
      }
    }
    return pieces;
  }

  private boolean splittable(String path) {
    return format != null && FileFormat.of(path, format) != FileFormat.LINES
        || splittable && Compression.detect(path) == Compression.UNCOMPRESSED;
  }

  /** Every file once, however many globs match it, in the order of their names. */
  private Collection<MatchResult.Metadata> files() throws IOException {
    SortedMap<String, MatchResult.Metadata> files = new TreeMap<>();
    for (String glob : globs) {
      MatchResult match = FileSystems.match(glob, EmptyMatchTreatment.ALLOW);
      if (match.status() != MatchResult.Status.OK || match.metadata().isEmpty()) {
        throw new FileNotFoundException("no file matches " + glob);
      }
      for (MatchResult.Metadata file : match.metadata()) {
        if (file.resourceId().isDirectory()) {
          throw new FileNotFoundException(
              file.resourceId() + " is a folder; name the files in it, with * for all of them");
        }
        files.put(file.resourceId().toString(), file);
      }
    }
    return files.values();
  }

  @Override
  public Coder<FileRange> getOutputCoder() {
    return new FileRange.FileRangeCoder();
  }

  @Override
  public BoundedReader<FileRange> createReader(PipelineOptions options) throws IOException {
    List<FileRange> ranges = new ArrayList<>();
    for (FileRangeSource piece : split(rangeBytes, options)) {
      ranges.add(requireNonNull(piece.range));
    }
    return new RangeReader(this, ranges.iterator());
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
