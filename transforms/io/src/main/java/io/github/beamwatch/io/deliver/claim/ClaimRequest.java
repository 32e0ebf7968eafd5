package io.github.beamwatch.io.deliver.claim;

/**
 * A message to be claimed.
 *
 * @param key of the message
 * @param firingKey of the message that told of the alert's beginning; the same where it is this one
 * @param cooldownKey of what a cooldown holds back
 * @param alertId the alert
 */
public record ClaimRequest(String key, String firingKey, String cooldownKey, String alertId) {}
