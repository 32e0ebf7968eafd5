package io.github.beamwatch.core.spec;

/**
 * One thing wrong with a spec.
 *
 * @param path where, as a JSON pointer such as {@code /detect/0/metric}
 * @param message one sentence: what is wrong and what is allowed
 */
public record SpecProblem(String path, String message) {}
