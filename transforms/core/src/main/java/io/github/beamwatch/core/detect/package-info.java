/**
 * Detection: baselines, rules, guards, verdicts, and the evaluation of one series in event-time
 * order. Plain arithmetic on metric points; sends nothing.
 */
@NullMarked
package io.github.beamwatch.core.detect;

import org.jspecify.annotations.NullMarked;
