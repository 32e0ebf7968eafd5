/** Results as JSON to an HTTP server of the user's own. */
@NullMarked
package io.github.beamwatch.io.webhook;

import org.jspecify.annotations.NullMarked;
