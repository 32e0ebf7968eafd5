/**
 * Tables in files: named, typed columns, and any record that can fill them, as CSV or Parquet. What
 * the records are is no concern of this package.
 */
@NullMarked
package io.github.beamwatch.io.table;

import org.jspecify.annotations.NullMarked;
