/** Rules over ordered metric points: verdicts. Sends nothing. */
@NullMarked
package io.github.beamwatch.beam.evaluate;

import org.jspecify.annotations.NullMarked;
