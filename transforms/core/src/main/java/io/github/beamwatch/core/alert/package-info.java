/**
 * Alerts: the lifecycle (pending, firing, resolved), cooldown, stable ids and the text a person
 * reads.
 */
@NullMarked
package io.github.beamwatch.core.alert;

import org.jspecify.annotations.NullMarked;
