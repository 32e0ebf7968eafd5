/** Model files on any Beam filesystem: read whole, and replaced whole or not at all. */
@NullMarked
package io.github.beamwatch.io.files.model;

import org.jspecify.annotations.NullMarked;
