package io.github.beamwatch.clusters.s3;

import java.io.IOException;
import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** {@code S3Main PORT IDENTITY CREDENTIAL}: runs until its standard input closes. */
public final class S3Main {

  /** What it prints when it answers. */
  static final String READY = "S3 answers";

  private S3Main() {}

  /** Runs until its standard input closes. */
  public static void main(String[] args) throws Exception {
    BlobStoreContext context =
        ContextBuilder.newBuilder("transient")
            .credentials("identity", "credential")
            .overrides(new Properties())
            .build(BlobStoreContext.class);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, args[1], args[2])
            .endpoint(URI.create("http://127.0.0.1:" + args[0]))
            .ignoreUnknownHeaders(true)
            .build();
    proxy.start();
    System.out.println(READY);
    waitForEndOfInput();
    System.exit(0);
  }

  private static void waitForEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Whatever is typed means nothing; the end of it means stop.
    }
  }
}
