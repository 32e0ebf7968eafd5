/**
 * The command line: what a person types, and the sentences that come back. Each command only
 * gathers its arguments, asks another package to do the work, and prints.
 */
@NullMarked
package io.github.beamwatch.pipelines.cli;

import org.jspecify.annotations.NullMarked;
