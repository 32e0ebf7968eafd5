/** S3 as a process of its own, for tests. */
@NullMarked
package io.github.beamwatch.clusters.s3;

import org.jspecify.annotations.NullMarked;
