/** What all transforms share. */
@NullMarked
package io.github.beamwatch.beam;

import org.jspecify.annotations.NullMarked;
