package io.github.beamwatch.io.files;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Gives the files that the bundles of a bounded job wrote ({@link SeriesFiles}) their final names:
 * {@code metrics-00000-of-00002.jsonl}. Small ones are joined, so that a small job ends in one file
 * of a kind, however many bundles a runner cuts it into.
 *
 * <p>Input: bounded, in the global window: pairs of a target (folder and kind) and an unfinished
 * file.
 */
public final class FinishFiles extends PTransform<PCollection<KV<String, String>>, PDone> {

  /** A file that has as many bytes is not joined with another one. */
  static final long LARGE_BYTES = 64L << 20;

  private FinishFiles() {}

  public static FinishFiles create() {
    return new FinishFiles();
  }

  @Override
  public PDone expand(PCollection<KV<String, String>> files) {
    files.apply("GroupByTarget", GroupByKey.create()).apply("NameFiles", ParDo.of(new NameFn()));
    return PDone.in(files.getPipeline());
  }

  private static final class NameFn extends DoFn<KV<String, Iterable<String>>, Void> {

    @ProcessElement
    public void process(@Element KV<String, Iterable<String>> target) throws IOException {
      List<List<ResourceId>> groups = new ArrayList<>();
      long bytesOfLast = Long.MAX_VALUE;
      for (String name : requireNonNull(target.getValue())) {
        // Asking for its size also tells a file that has vanished: that is a lost result.
        var file = FileSystems.matchSingleFileSpec(name);
        if (bytesOfLast >= LARGE_BYTES || file.sizeBytes() >= LARGE_BYTES) {
          groups.add(new ArrayList<>());
          bytesOfLast = 0;
        }
        groups.get(groups.size() - 1).add(file.resourceId());
        bytesOfLast += file.sizeBytes();
      }
      List<ResourceId> whole = new ArrayList<>();
      List<ResourceId> targets = new ArrayList<>();
      List<ResourceId> joined = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        List<ResourceId> group = groups.get(i);
        whole.add(group.size() == 1 ? group.get(0) : join(group, target.getKey()));
        if (group.size() > 1) {
          joined.addAll(group);
        }
        targets.add(
            FileSystems.matchNewResource(FileName.of(target.getKey(), i, groups.size()), false));
      }
      FileSystems.rename(whole, targets);
      FileSystems.delete(joined, StandardMoveOptions.IGNORE_MISSING_FILES);
    }

    private static ResourceId join(List<ResourceId> files, String target) throws IOException {
      String extension = FileName.extension(target);
      ResourceId all = UnfinishedFile.in(files.get(0).getCurrentDirectory(), "joined" + extension);
      JoinFiles.join(files, extension, UnfinishedFile.create(all));
      return all;
    }
  }
}
