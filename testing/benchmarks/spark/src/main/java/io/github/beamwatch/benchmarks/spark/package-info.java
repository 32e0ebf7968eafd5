/** The plain rules as a hand-written Spark SQL job, with nothing of Beamwatch in the way. */
@NullMarked
package io.github.beamwatch.benchmarks.spark;

import org.jspecify.annotations.NullMarked;
