package io.github.beamwatch.pipelines.ranking;

import org.jspecify.annotations.Nullable;

/**
 * What a run adds to a ranking's spec.
 *
 * @param goal what is wanted of it
 * @param modelFile the bytes of the model's file; null where a model is to be trained
 * @param writeModelTo where a model that is trained goes; null for nowhere
 * @param always whether {@code train} replaces a model whatever the new one is worth
 * @param inputBytes how large the files are that are read, about
 * @param createdBy the version that runs
 * @param boardId under which {@link RankingBoard} shows the result in this process
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record RankingSettings(
    RankingGoal goal,
    byte @Nullable [] modelFile,
    @Nullable String writeModelTo,
    boolean always,
    long inputBytes,
    String createdBy,
    String boardId) {}
