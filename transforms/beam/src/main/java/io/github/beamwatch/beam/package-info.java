/** What every transform shares: the coders that Beam finds by itself. */
@NullMarked
package io.github.beamwatch.beam;

import org.jspecify.annotations.NullMarked;
