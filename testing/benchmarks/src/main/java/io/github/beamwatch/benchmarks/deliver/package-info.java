/** Delivery from a topic to a webhook, beside Alertmanager on the same machine. */
@NullMarked
package io.github.beamwatch.benchmarks.deliver;

import org.jspecify.annotations.NullMarked;
