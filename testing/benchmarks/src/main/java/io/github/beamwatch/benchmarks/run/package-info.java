/**
 * The harness: starts ours and the references as processes of their own, one at a time, in turns;
 * measures each from the outside; compares what they wrote.
 */
@NullMarked
package io.github.beamwatch.benchmarks.run;

import org.jspecify.annotations.NullMarked;
