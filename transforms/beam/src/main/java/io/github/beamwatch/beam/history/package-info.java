/** Features of events from the history of their entities, in batch and in streams. */
@NullMarked
package io.github.beamwatch.beam.history;

import org.jspecify.annotations.NullMarked;
