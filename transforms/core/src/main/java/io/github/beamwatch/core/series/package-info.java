/**
 * Series: events grouped by labels and windows, with sums that do not depend on their order. Knows
 * events and accumulators; knows nothing of rules.
 */
@NullMarked
package io.github.beamwatch.core.series;

import org.jspecify.annotations.NullMarked;
