/**
 * Features of single events, from the history of those who took part in them: what a customer spent
 * of late, how often a terminal's payments turned out bad. Labels come later than events; nothing
 * is used before it was known. Knows nothing of models, files or Beam.
 */
@NullMarked
package io.github.beamwatch.core.history;

import org.jspecify.annotations.NullMarked;
