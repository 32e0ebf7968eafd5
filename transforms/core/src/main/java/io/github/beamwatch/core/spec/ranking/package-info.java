/** The records of a ranking's spec. */
@NullMarked
package io.github.beamwatch.core.spec.ranking;

import org.jspecify.annotations.NullMarked;
