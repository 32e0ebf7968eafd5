/**
 * The kill test: generator, Kafka, Flink, alerts topic, delivery and a counting chat server, each
 * of them killed or disturbed while all are at work; in the end every alert must have been
 * delivered once.
 */
@NullMarked
package io.github.beamwatch.kill;

import org.jspecify.annotations.NullMarked;
