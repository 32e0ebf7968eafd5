/**
 * Scoring of stored tables: rows of a CSV file in, verdicts out, byte by byte. Detectors judge;
 * this package reads rows, keeps their order and writes what was said. Opens no file.
 */
@NullMarked
package io.github.beamwatch.core.scoring;

import org.jspecify.annotations.NullMarked;
