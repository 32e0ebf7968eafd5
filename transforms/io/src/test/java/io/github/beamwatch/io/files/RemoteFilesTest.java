package io.github.beamwatch.io.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.beam.evaluate.EvaluateBlocks;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.clusters.hdfs.HdfsServer;
import io.github.beamwatch.clusters.s3.S3Server;
import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import io.github.beamwatch.io.table.ParquetRows;
import io.github.beamwatch.io.table.TableFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** HDFS and S3, by servers that run: the same files there give the same results there. */
class RemoteFilesTest {

  @TempDir static Path folder;

  @Test
  void hdfsIsReadAndWrittenLikeALocalFolder() throws Exception {
    try (HdfsServer hdfs = HdfsServer.start(folder.resolve("hdfs"))) {
      PipelineOptions options =
          PipelineOptionsFactory.fromArgs(
                  "--runner=DirectRunner",
                  "--hdfsConfiguration=[{\"fs.defaultFS\":\"" + hdfs.url() + "\"}]")
              .create();
      sameAsLocal(options, hdfs.url() + "/");
    }
  }

  @Test
  void s3IsReadAndWrittenLikeALocalFolder() throws Exception {
    try (S3Server s3 = S3Server.start(folder.resolve("s3"))) {
      AwsBasicCredentials login =
          AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
      try (S3Client client =
          S3Client.builder()
              .endpointOverride(URI.create(s3.endpoint()))
              .region(Region.US_EAST_1)
              .credentialsProvider(StaticCredentialsProvider.create(login))
              .forcePathStyle(true)
              .build()) {
        client.createBucket(request -> request.bucket("bucket"));
      }
      PipelineOptions options =
          PipelineOptionsFactory.fromArgs(
                  "--runner=DirectRunner",
                  "--awsRegion=us-east-1",
                  "--endpoint=" + s3.endpoint().replace("127.0.0.1", "localhost"),
                  "--s3ClientFactoryClass=" + PathStyleS3Clients.class.getName(),
                  "--awsCredentialsProvider={\"@type\":\"StaticCredentialsProvider\","
                      + "\"accessKeyId\":\""
                      + S3Server.ACCESS_KEY
                      + "\",\"secretAccessKey\":\""
                      + S3Server.SECRET_KEY
                      + "\"}")
              .create();
      sameAsLocal(options, "s3://bucket/");
    }
  }

  private static void sameAsLocal(PipelineOptions options, String root) throws Exception {
    FileSystems.setDefaultPipelineOptions(options);
    Path local = Files.createDirectories(folder.resolve("local-" + root.substring(0, 2)));
    byte[] lines = lines();
    put(local + "/a.jsonl", lines);
    put(root + "in/a.jsonl", lines);
    put(local + "/b.jsonl.gz", gzip(lines));
    put(root + "in/b.jsonl.gz", gzip(lines));
    Path parquet = local.resolve("c.parquet");
    TypedFileWriters.parquet(parquet, TypedFilesTest.EVENTS, 4_000);
    put(root + "in/c.parquet", Files.readAllBytes(parquet));
    Path avro = local.resolve("d.avro");
    TypedFileWriters.avro(avro, TypedFilesTest.EVENTS, 2_000);
    put(root + "in/d.avro", Files.readAllBytes(avro));

    Map<String, List<String>> expected = run(options, local + "/*", local + "/out/");
    Map<String, List<String>> found = run(options, root + "in/*", root + "out/");

    assertThat(found).isEqualTo(expected);
    assertThat(found.keySet())
        .containsExactlyInAnyOrder(
            "alerts-00000-of-00001.jsonl",
            "metrics-00000-of-00001.jsonl",
            "metrics-00000-of-00001.csv",
            "metrics-00000-of-00001.parquet");
    assertThat(found.get("metrics-00000-of-00001.jsonl"))
        .isNotEmpty()
        .hasSameSizeAs(found.get("metrics-00000-of-00001.parquet"));
    assertThat(FileSystems.match(root + "out/.unfinished*", EmptyMatchTreatment.ALLOW).metadata())
        .as("nothing unfinished is left")
        .isEmpty();
    assertThatThrownBy(() -> run(options, root + "none/*.jsonl", root + "out2/"))
        .hasStackTraceContaining("no file matches " + root + "none/*.jsonl");
  }

  private static Map<String, List<String>> run(PipelineOptions options, String glob, String out)
      throws IOException {
    PipelineSpec spec = AdSpec.plain();
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple read =
        pipeline.apply(
            MeasureFiles.from(List.of(glob), MeasureSettings.of(spec)).withRangeBytes(20_000));
    read.get(MeasureFiles.BLOCKS)
        .apply(
            EvaluateBlocks.by(spec)
                .withSink(new SeriesFiles(spec.measure(), folders(out), List.of())))
        .get(EvaluateBlocks.WRITTEN)
        .apply(FinishFiles.create());
    PCollectionList.of(
            pipeline.apply(Create.of(KV.of("alerts.jsonl", "{\"a\":1}".getBytes(UTF_8)))))
        .apply(WriteFiles.to(out).with(FileKind.lines("alerts.jsonl")));
    pipeline.run().waitUntilFinish();
    Map<String, List<String>> files = new TreeMap<>();
    for (MatchResult.Metadata file : FileSystems.match(out + "*").metadata()) {
      if (file.resourceId().toString().endsWith(".parquet")) {
        files.put(
            file.resourceId().getFilename(),
            ParquetRows.read(ChannelInput.parquet(file.resourceId().toString())).stream()
                .map(Map::toString)
                .sorted()
                .toList());
        continue;
      }
      try (InputStream in = Channels.newInputStream(FileSystems.open(file.resourceId()))) {
        files.put(
            file.resourceId().getFilename(),
            new String(in.readAllBytes(), UTF_8).lines().sorted().toList());
      }
    }
    return files;
  }

  private static List<SeriesFiles.Folder> folders(String path) {
    return List.of(
        SeriesFiles.Folder.ofLines(path),
        new SeriesFiles.Folder(path, TableFormat.CSV),
        new SeriesFiles.Folder(path, TableFormat.PARQUET));
  }

  private static void put(String file, byte[] bytes) throws IOException {
    try (OutputStream out =
        Channels.newOutputStream(
            FileSystems.create(
                FileSystems.matchNewResource(file, false), "application/octet-stream"))) {
      out.write(bytes);
    }
  }

  private static byte[] lines() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (AdLine line : AdEventGenerator.seeded(5).withMinutes(5).withEventsPerSecond(4)) {
      all.writeBytes(line.bytes());
      all.write('\n');
    }
    return all.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
