/**
 * Writing rows to a server in batches: the interface that a connector has, and the one transform
 * around all of them that batches, tries again, and turns what cannot be written into dead letters.
 */
@NullMarked
package io.github.beamwatch.io.sink;

import org.jspecify.annotations.NullMarked;
