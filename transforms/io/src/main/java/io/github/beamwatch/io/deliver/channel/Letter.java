package io.github.beamwatch.io.deliver.channel;

import io.github.beamwatch.core.alert.Alert;

/**
 * An alert to be told of.
 *
 * @param alert the alert
 * @param json the same as it came, with fields that we do not know
 */
public record Letter(Alert alert, String json) {}
