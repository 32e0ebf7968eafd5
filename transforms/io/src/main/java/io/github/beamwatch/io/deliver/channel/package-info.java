/** The channels: how a message looks there, and how it is handed over. One attempt each time. */
@NullMarked
package io.github.beamwatch.io.deliver.channel;

import org.jspecify.annotations.NullMarked;
