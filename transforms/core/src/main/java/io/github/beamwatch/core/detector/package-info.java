/**
 * The detector library: algorithms that score the samples of one series in order and learn from
 * them. Plain arithmetic on numbers; knows nothing of rules, alerts or where samples come from.
 */
@NullMarked
package io.github.beamwatch.core.detector;

import org.jspecify.annotations.NullMarked;
