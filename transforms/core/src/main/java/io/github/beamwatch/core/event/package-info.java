/**
 * Events: what a record says, how it is read from bytes (JSON, CSV), and what becomes of a bad one.
 * No grouping, no windows, no rules.
 */
@NullMarked
package io.github.beamwatch.core.event;

import org.jspecify.annotations.NullMarked;
