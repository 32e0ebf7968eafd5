package io.github.beamwatch.io.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import io.github.beamwatch.core.spec.MongoSinkSpec;
import io.github.beamwatch.io.sink.BatchSink.Outcome;
import io.github.beamwatch.io.sink.BatchSink.Unwritten;
import io.github.beamwatch.io.sink.BatchSink.Writer;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkUnavailableException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.BSONException;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** One client, made when it is needed; it finds its servers again by itself. */
final class MongoWriter implements Writer {

  /** When the id is there already: what is stored is newer, or the race is lost to an equal one. */
  private static final int DUPLICATE_KEY = 11_000;

  private final MongoSinkSpec spec;
  private @Nullable MongoClient client;

  MongoWriter(MongoSinkSpec spec) {
    this.spec = spec;
  }

  @Override
  public Outcome write(List<SinkRow> rows) throws SinkUnavailableException {
    try {
      return together(rows);
    } catch (BSONException | IllegalArgumentException e) {
      // One of them is no document: what the driver refuses itself tells of no row.
      List<Unwritten> refused = new ArrayList<>();
      for (SinkRow row : rows) {
        try {
          refused.addAll(together(List.of(row)).refused());
        } catch (BSONException | IllegalArgumentException alone) {
          refused.add(new Unwritten(row, "MongoDB takes no such document: " + alone.getMessage()));
        }
      }
      return new Outcome(refused, List.of(), null);
    }
  }

  private Outcome together(List<SinkRow> rows) throws SinkUnavailableException {
    List<WriteModel<Document>> writes = new ArrayList<>();
    rows.forEach(row -> writes.add(replacement(row)));
    try {
      connected()
          .getDatabase(spec.database())
          .getCollection(spec.collection())
          .bulkWrite(writes, new BulkWriteOptions().ordered(false));
      return Outcome.WRITTEN;
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null) {
        throw unavailable(e.getWriteConcernError().getMessage());
      }
      List<Unwritten> refused = new ArrayList<>();
      for (BulkWriteError error : e.getWriteErrors()) {
        if (error.getCode() != DUPLICATE_KEY) {
          refused.add(
              new Unwritten(
                  rows.get(error.getIndex()), "MongoDB refuses it: " + error.getMessage()));
        }
      }
      return new Outcome(refused, List.of(), null);
    } catch (MongoException e) {
      throw unavailable(String.valueOf(e.getMessage()));
    }
  }

  private SinkUnavailableException unavailable(String reason) {
    return new SinkUnavailableException(
        "the MongoDB at " + MongoSink.hosts(spec) + " does not take it: " + reason, null);
  }

  private static WriteModel<Document> replacement(SinkRow row) {
    Document document = new Document("_id", row.id());
    document.putAll(Document.parse(row.json()));
    Bson mine = Filters.eq("_id", row.id());
    if (row.endMillis() != SinkRow.NO_TIME) {
      Date at = new Date(row.endMillis());
      document.put("at", at);
      mine = Filters.and(mine, Filters.not(Filters.gt("at", at)));
    }
    return new ReplaceOneModel<>(mine, document, new ReplaceOptions().upsert(true));
  }

  private MongoClient connected() {
    if (client == null) {
      client = MongoSink.connect(spec);
    }
    return client;
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
