/** What all transforms share: counters, progress, the coder registrar. */
@NullMarked
package io.github.beamwatch.beam;

import org.jspecify.annotations.NullMarked;
