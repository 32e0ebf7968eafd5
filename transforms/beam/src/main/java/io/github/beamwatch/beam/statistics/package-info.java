/** Scores by the statistics of a whole data set or window: two passes. Knows no spec. */
@NullMarked
package io.github.beamwatch.beam.statistics;

import org.jspecify.annotations.NullMarked;
