/** Results as keys of Redis, for dashboards. */
@NullMarked
package io.github.beamwatch.io.redis;

import org.jspecify.annotations.NullMarked;
