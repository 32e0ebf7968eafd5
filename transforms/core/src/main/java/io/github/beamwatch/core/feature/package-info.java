/**
 * Features of entities, gathered from their events in parts and merged: small, independent of the
 * order in which events come, and written by hand. Also what is done to features before a model
 * sees them. Knows nothing of models, files or Beam.
 */
@NullMarked
package io.github.beamwatch.core.feature;

import org.jspecify.annotations.NullMarked;
