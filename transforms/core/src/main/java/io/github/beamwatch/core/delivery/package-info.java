/** Delivery of alerts: who gets what, in which message, how often and when again. Sends nothing. */
@NullMarked
package io.github.beamwatch.core.delivery;

import org.jspecify.annotations.NullMarked;
