/**
 * Models of rows without order: fitted on a sample of rows, then scoring any row by itself. Plain
 * arithmetic, seeded; knows nothing of files, features or where rows come from.
 */
@NullMarked
package io.github.beamwatch.core.model;

import org.jspecify.annotations.NullMarked;
