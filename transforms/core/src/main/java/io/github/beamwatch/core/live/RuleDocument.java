package io.github.beamwatch.core.live;

import java.io.Serializable;

/**
 * A version of the rules as somebody wrote it.
 *
 * @param key what a later document withdraws or corrects it by: a file's path, a message's key
 * @param source where it was found, for messages
 * @param text YAML
 */
public record RuleDocument(String key, String source, String text) implements Serializable {}
