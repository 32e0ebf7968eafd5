package io.github.beamwatch.benchmarks.flink;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An ad event as Jackson binds it and Flink's POJO serializer ships it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public class AdEvent {

  @JsonProperty("event_type")
  public @Nullable String eventType;

  @JsonProperty("country")
  public @Nullable String country;

  @JsonProperty("ad_format")
  public @Nullable String adFormat;

  @JsonProperty("revenue")
  public double revenue = Double.NaN;

  public long timeMillis = Long.MIN_VALUE;

  @JsonProperty("event_time")
  public void setEventTime(String text) {
    timeMillis = Instant.parse(text).toEpochMilli();
  }

  boolean complete() {
    return eventType != null
        && country != null
        && adFormat != null
        && timeMillis != Long.MIN_VALUE
        && Double.isFinite(revenue)
        && revenue >= 0;
  }
}
