/**
 * The ranking of entities: features behind one shuffle, a model of a sample, scores, the head, and
 * the whole in shards. What crosses a shuffle are blocks of bytes, which the core packs.
 */
@NullMarked
package io.github.beamwatch.beam.ranking;

import org.jspecify.annotations.NullMarked;
