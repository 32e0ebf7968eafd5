package io.github.beamwatch.pipelines.ranking;

import io.github.beamwatch.beam.json.RankingLines;
import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.Reason;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.RowShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** An entity of the top for sinks: as a row of a table, and as a row for servers. */
final class RankedRow implements RowShape<RankedEntity> {
  private static final long serialVersionUID = 1L;

  private final RankingResult ranking;

  RankedRow(RankingResult ranking) {
    this.ranking = ranking;
  }

  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.whole("rank"));
    columns.add(Column.string("entity"));
    columns.add(Column.number("score"));
    columns.add(Column.flag("anomaly"));
    ranking.top().stream()
        .limit(1)
        .flatMap(entity -> entity.details().keySet().stream())
        .forEach(name -> columns.add(Column.string(name)));
    ranking.features().forEach(name -> columns.add(Column.number(name)));
    columns.add(Column.string("reasons"));
    columns.add(Column.timestamp("timestamp"));
    columns.add(Column.string("pipeline"));
    columns.add(Column.string("model_version"));
    columns.add(Column.string("spec_version"));
    return columns;
  }

  @Override
  public void write(RankedEntity entity, Cells cells) {
    cells
        .whole(entity.rank())
        .string(entity.entity())
        .number(entity.score())
        .flag(entity.score() >= ranking.threshold());
    entity.details().values().forEach(cells::string);
    entity.values().forEach(cells::number);
    cells
        .string(entity.reasons().stream().map(Reason::feature).collect(Collectors.joining(" ")))
        .timestamp(entity.time().toEpochMilli())
        .string(ranking.name())
        .string(ranking.modelVersion())
        .string(ranking.specVersion());
  }

  /** Equal for the same entity in a ranking by the same model, so that it replaces itself. */
  static SinkRow of(RankingResult ranking, RankedEntity entity) {
    String name =
        String.join("\0", ranking.name(), ranking.modelVersion(), "entity", entity.entity());
    long until = entity.time().toEpochMilli();
    return new SinkRow(
        SinkRow.Kind.ENTITY,
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
        "",
        new TreeMap<>(Map.of("entity", entity.entity())),
        until,
        until,
        RankingLines.of(ranking, entity));
  }
}
