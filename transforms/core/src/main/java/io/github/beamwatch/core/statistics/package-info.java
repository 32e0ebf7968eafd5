/**
 * Statistics: tail probabilities in log space, accurate far out. Pure functions of numbers; knows
 * nothing of events, metrics or rules.
 */
@NullMarked
package io.github.beamwatch.core.statistics;

import org.jspecify.annotations.NullMarked;
