/** Scoring of CSV files: which files, which detector, and the account of what was scored. */
@NullMarked
package io.github.beamwatch.pipelines.score;

import org.jspecify.annotations.NullMarked;
