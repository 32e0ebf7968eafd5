/** Feeds dead letters back, each once: {@code beamwatch redrive}. */
@NullMarked
package io.github.beamwatch.pipelines.redrive;

import org.jspecify.annotations.NullMarked;
