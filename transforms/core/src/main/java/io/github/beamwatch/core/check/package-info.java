/**
 * What a spec must satisfy beyond its types: ranges, combinations, names that refer to one another,
 * expressions that compile. Above the spec and the expressions, which know nothing of it.
 */
@NullMarked
package io.github.beamwatch.core.check;

import org.jspecify.annotations.NullMarked;
