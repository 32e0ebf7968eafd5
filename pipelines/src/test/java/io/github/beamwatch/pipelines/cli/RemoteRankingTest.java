package io.github.beamwatch.pipelines.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.clusters.hdfs.HdfsServer;
import io.github.beamwatch.clusters.s3.S3Server;
import io.github.beamwatch.io.files.PathStyleS3Clients;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A ranking whose input, model, report and results are on HDFS and S3: the same as on a disk. */
class RemoteRankingTest {
  /** What a job calls itself, in the note on why its model was taken. */
  private static final Pattern RUN = Pattern.compile("user-behaviour-[0-9a-f-]{36}");

  @TempDir private static Path folder;
  private static @Nullable Map<String, String> ofDisk;

  @Test
  void a_ranking_on_hdfs_is_that_of_a_disk() throws Exception {
    try (HdfsServer hdfs = HdfsServer.start(folder.resolve("hdfs"))) {
      sameAsLocal(
          hdfs.url() + "/", "--hdfsConfiguration=[{\"fs.defaultFS\":\"" + hdfs.url() + "\"}]");
    }
  }

  @Test
  void a_ranking_on_s3_is_that_of_a_disk() throws Exception {
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
      sameAsLocal(
          "s3://bucket/",
          "--awsRegion=us-east-1",
          "--endpoint=" + s3.endpoint().replace("127.0.0.1", "localhost"),
          "--s3ClientFactoryClass=" + PathStyleS3Clients.class.getName(),
          "--awsCredentialsProvider={\"@type\":\"StaticCredentialsProvider\",\"accessKeyId\":\""
              + S3Server.ACCESS_KEY
              + "\",\"secretAccessKey\":\""
              + S3Server.SECRET_KEY
              + "\"}");
    }
  }

  private static void sameAsLocal(String root, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--runner=DirectRunner");
    FileSystems.setDefaultPipelineOptions(
        PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).create());
    Map<String, String> found = rank(root, options);

    assertThat(found.keySet()).isEqualTo(local().keySet());
    local().forEach((name, text) -> assertThat(found.get(name).equals(text)).as(name).isTrue());
    assertThat(found.keySet())
        .contains(
            "all/model",
            "all/top.jsonl",
            "all/ranking-00000-of-00001.jsonl",
            "all/report.html",
            "all/report.json",
            "all/dead-letters-00000-of-00001.jsonl",
            "model/users.model",
            "scores/ranking-00000-of-00001.jsonl",
            "top/top.jsonl");
  }

  private static Map<String, String> local() throws IOException {
    if (ofDisk == null) {
      ofDisk = rank(folder.resolve("disk") + "/");
    }
    return ofDisk;
  }

  /** All in one, and each step by itself with the model's file between them. */
  private static Map<String, String> rank(String root, String... options) throws IOException {
    try (OutputStream out =
        Channels.newOutputStream(
            FileSystems.create(
                FileSystems.matchNewResource(root + "in/a.csv", false), "text/csv"))) {
      out.write(RankedInput.csv().getBytes(UTF_8));
    }
    String model = "--model=" + root + "out/model/users.model";
    run(root, options, "run", "--output=" + root + "out/all");
    run(root, options, "train", model);
    run(root, options, "score", model, "--output=" + root + "out/scores");
    run(root, options, "top", model, "--output=" + root + "out/top");
    Map<String, String> files = new TreeMap<>();
    for (MatchResult.Metadata file : FileSystems.match(root + "out/**").metadata()) {
      String name = file.resourceId().toString();
      try (InputStream in = Channels.newInputStream(FileSystems.open(file.resourceId()))) {
        files.put(
            name.substring(name.indexOf("/out/") + 5),
            RUN.matcher(new String(in.readAllBytes(), UTF_8).replace(root, "")).replaceAll("RUN"));
      }
    }
    return files;
  }

  private static void run(String root, String[] options, String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "user-behaviour"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of(more));
    arguments.add("--input=" + root + "in/*.csv");
    arguments.add("--set=model.name=isolation_forest");
    arguments.add("--set=sinks.deadLetters=[{files: {path: '" + root + "out/dead'}}]");
    Cli.run(arguments.toArray(String[]::new)).done();
  }
}
