/**
 * Small nets in plain Java: layers, their gradients, and a way to descend them. Seeded and in
 * strict arithmetic, so that a seed gives the same weights everywhere. Knows nothing of models or
 * rows.
 */
@NullMarked
package io.github.beamwatch.core.neural;

import org.jspecify.annotations.NullMarked;
