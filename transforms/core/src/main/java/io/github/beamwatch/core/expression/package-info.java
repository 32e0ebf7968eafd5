/**
 * Metric expressions: CEL over the measures of one window, type-checked when the spec is loaded.
 */
@NullMarked
package io.github.beamwatch.core.expression;

import org.jspecify.annotations.NullMarked;
