/**
 * How connectors speak HTTP: where to, with which time-outs, and what an answer means. What is said
 * belongs to the connectors.
 */
@NullMarked
package io.github.beamwatch.io.http;

import org.jspecify.annotations.NullMarked;
