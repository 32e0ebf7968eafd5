/**
 * The real bundles on their real engines, each in a process of its own, compared value by value
 * with each other and with an oracle. No class of the product is on the class path here but {@code
 * core}, for its generator: only what a user sees is compared.
 */
package io.github.beamwatch.portability;
