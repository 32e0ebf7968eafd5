package io.github.beamwatch.io.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.github.beamwatch.core.spec.MongoSinkSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.sink.BatchSink;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * Writes rows as documents: the row's JSON, with its id as {@code _id} and the time that it tells
 * of as the date {@code at}. A row replaces the one of its id, unless that is newer.
 */
public final class MongoSink implements BatchSink {

  private static final long serialVersionUID = 1L;
  private static final int PATIENCE_SECONDS = 10;
  private static final int ANSWER_SECONDS = 60;

  private final MongoSinkSpec spec;

  /** A collection as a spec says. */
  public MongoSink(MongoSinkSpec spec) {
    this.spec = spec;
  }

  @Override
  public void prepare() throws ConnectorUnavailableException {
    try (MongoClient client = connect(spec)) {
      client.getDatabase(spec.database()).runCommand(new Document("ping", 1));
    } catch (MongoSecurityException e) {
      throw new ConnectorUnavailableException(
          "the MongoDB at " + hosts(spec) + " refused the login", e);
    } catch (MongoException e) {
      throw new ConnectorUnavailableException(
          "no MongoDB answers at "
              + hosts(spec)
              + " (tried "
              + PATIENCE_SECONDS
              + " s): is it running, and is the address right?",
          e);
    } catch (IllegalArgumentException e) {
      throw new ConnectorUnavailableException(
          "the uri of MongoDB cannot be used: it must be as in mongodb://host:27017", e);
    }
  }

  @Override
  public Writer open() {
    return new MongoWriter(spec);
  }

  static MongoClient connect(MongoSinkSpec spec) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(spec.uri().reveal()))
            .applicationName("beamwatch")
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS))
            .build());
  }

  /** Where it is, without user and password. */
  static String hosts(MongoSinkSpec spec) {
    return String.join(",", new ConnectionString(spec.uri().reveal()).getHosts());
  }
}
