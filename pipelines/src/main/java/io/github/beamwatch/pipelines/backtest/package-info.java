/** A spec over history: what its rules would have done, counted, compared with labels and drawn. */
@NullMarked
package io.github.beamwatch.pipelines.backtest;

import org.jspecify.annotations.NullMarked;
