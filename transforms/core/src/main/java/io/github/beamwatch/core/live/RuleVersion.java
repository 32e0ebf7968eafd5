package io.github.beamwatch.core.live;

import io.github.beamwatch.core.spec.PipelineSpec;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of the rules that was read and checked.
 *
 * @param spec the job's spec with these rules
 * @param specVersion its version, which alerts name
 * @param effectiveFrom the windows that begin then or later are judged by it; null where it holds
 *     for every window that is still to be judged
 */
public record RuleVersion(PipelineSpec spec, String specVersion, @Nullable Instant effectiveFrom)
    implements Serializable {}
