/**
 * The plain rules as a hand-written Flink job, with nothing of Beamwatch in the way of the data.
 */
@NullMarked
package io.github.beamwatch.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
