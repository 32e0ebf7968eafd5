/**
 * How good alerts and scores are where it is known what was wrong: counted by events, as a person
 * on call sees them, and ranked by rows. Nothing is adjusted in favour of a detector: a row counts
 * as found only where it was itself found.
 */
@NullMarked
package io.github.beamwatch.core.evaluation;

import org.jspecify.annotations.NullMarked;
