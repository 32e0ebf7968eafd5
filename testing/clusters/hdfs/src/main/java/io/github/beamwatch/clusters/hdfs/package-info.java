/** HDFS as a process of its own, for tests. */
@NullMarked
package io.github.beamwatch.clusters.hdfs;

import org.jspecify.annotations.NullMarked;
