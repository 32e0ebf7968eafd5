/**
 * The ranking of entities by how unlike the others they are: what it is made of, and what is said
 * of those at its top. Opens no file itself.
 */
@NullMarked
package io.github.beamwatch.core.ranking;

import org.jspecify.annotations.NullMarked;
