-- The tables of the ClickHouse sink. {database} and {prefix} are filled in; by default the tables are
-- default.beamwatch_alerts and so on. They are made where they are missing and never changed.
--
-- A row that is written again, as a runner does after a failure, is merged away in the background:
-- put FINAL behind a table's name to see each once, and of an alert its newest state. Times are kept
-- in milliseconds since 1970; the DateTime columns follow from them.

CREATE TABLE IF NOT EXISTS {database}.{prefix}alerts (
  alert_id String,
  status String,
  alert_type String,
  severity String,
  pipeline String,
  spec_version String,
  series String,
  labels Nested (name String, value String),
  metric_name String,
  current_value Nullable(Float64),
  expected_value Nullable(Float64),
  deviation_percent Nullable(Float64),
  score Nullable(Float64),
  detector String,
  window_start_ms Int64,
  window_end_ms Int64,
  starts_at_ms Int64,
  ends_at_ms Nullable(Int64),
  occurrences UInt64,
  message String,
  samples UInt64,
  version UInt64,
  starts_at DateTime DEFAULT toDateTime(intDiv(starts_at_ms, 1000)),
  alert_time DateTime DEFAULT toDateTime(intDiv(window_end_ms, 1000))
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(starts_at)
ORDER BY (pipeline, alert_type, starts_at_ms, alert_id);

CREATE TABLE IF NOT EXISTS {database}.{prefix}metrics (
  pipeline String,
  name String,
  series String,
  labels Nested (name String, value String),
  value Nullable(Float64),
  samples UInt64,
  window_start_ms Int64,
  window_end_ms Int64,
  window_start DateTime DEFAULT toDateTime(intDiv(window_start_ms, 1000)),
  window_end DateTime DEFAULT toDateTime(intDiv(window_end_ms, 1000))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(window_start)
ORDER BY (pipeline, name, series, window_start_ms);

CREATE TABLE IF NOT EXISTS {database}.{prefix}scores (
  pipeline String,
  rule String,
  series String,
  labels Nested (name String, value String),
  metric_name String,
  detector String,
  verdict String,
  value Nullable(Float64),
  expected Nullable(Float64),
  deviation_percent Nullable(Float64),
  score Nullable(Float64),
  threshold Nullable(Float64),
  lower Nullable(Float64),
  upper Nullable(Float64),
  samples UInt64,
  severity String,
  alert String,
  imputed UInt8,
  window_start_ms Int64,
  window_end_ms Int64,
  window_start DateTime DEFAULT toDateTime(intDiv(window_start_ms, 1000)),
  window_end DateTime DEFAULT toDateTime(intDiv(window_end_ms, 1000))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(window_start)
ORDER BY (pipeline, rule, series, window_start_ms);

CREATE TABLE IF NOT EXISTS {database}.{prefix}dead_letters (
  id String,
  pipeline String,
  stage String,
  reason String,
  detail String,
  payload String,
  payload_encoding String,
  source String,
  spec_version String,
  event_time_ms Nullable(Int64),
  written_at DateTime DEFAULT now()
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(written_at)
ORDER BY (pipeline, stage, reason, id);
