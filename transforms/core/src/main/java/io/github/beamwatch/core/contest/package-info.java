/**
 * Whether a new model (the challenger) may take the place of the one that is in use (the champion):
 * judged on rows that neither has learned from. Opens no file itself.
 */
@NullMarked
package io.github.beamwatch.core.contest;

import org.jspecify.annotations.NullMarked;
