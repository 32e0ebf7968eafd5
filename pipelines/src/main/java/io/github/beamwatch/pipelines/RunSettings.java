package io.github.beamwatch.pipelines;

import org.jspecify.annotations.Nullable;

/**
 * What a run changes of its spec.
 *
 * @param outputDir the folder whose JSON-lines files replace every sink; null keeps the sinks
 * @param printAlerts whether alerts are printed to the console as well
 */
public record RunSettings(@Nullable String outputDir, boolean printAlerts) {}
