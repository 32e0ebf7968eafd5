/** Connectors: one package per system. Nothing here knows of rules or alerts. */
@NullMarked
package io.github.beamwatch.io;

import org.jspecify.annotations.NullMarked;
