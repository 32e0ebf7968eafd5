/** Seeded generators of labelled data. Same seed, same bytes. */
@NullMarked
package io.github.beamwatch.core.generate;

import org.jspecify.annotations.NullMarked;
