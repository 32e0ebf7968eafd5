package io.github.beamwatch.io.files;

import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.DefaultS3ClientBuilderFactory;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * For S3 servers of one's own, which have the bucket in the path and not in the host's name: {@code
 * --s3ClientFactoryClass=io.github.beamwatch.io.files.PathStyleS3Clients}.
 */
public final class PathStyleS3Clients extends DefaultS3ClientBuilderFactory {

  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    return super.createBuilder(options).forcePathStyle(true);
  }
}
