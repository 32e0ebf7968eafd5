/** Servers that {@code servers.sh} starts, each in a process of its own. */
@NullMarked
package io.github.beamwatch.local;

import org.jspecify.annotations.NullMarked;
