/** Search servers as processes of their own, for tests. */
@NullMarked
package io.github.beamwatch.servers;

import org.jspecify.annotations.NullMarked;
