/** How points, verdicts, alerts and dead letters look as JSON lines. */
@NullMarked
package io.github.beamwatch.beam.json;

import org.jspecify.annotations.NullMarked;
