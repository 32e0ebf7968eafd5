/** What you start. Here only what every part of it needs: the mistake of a user. */
@NullMarked
package io.github.beamwatch.pipelines;

import org.jspecify.annotations.NullMarked;
