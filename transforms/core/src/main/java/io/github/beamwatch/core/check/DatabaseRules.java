package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.JdbcSinkSpec;
import io.github.beamwatch.core.spec.MongoSinkSpec;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks of databases as sinks. */
final class DatabaseRules {

  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}([.][A-Za-z_][A-Za-z0-9_]{0,62})?");
  private static final Pattern DATABASE = Pattern.compile("[^/\\\\. \"$*<>:|?\\x00]{1,63}");
  private static final Pattern COLLECTION = Pattern.compile("[^$\\x00]{1,200}");

  private DatabaseRules() {}

  static void jdbc(String path, JdbcSinkSpec jdbc, Findings findings) {
    if (jdbc.url() != null) {
      String url = jdbc.url().toLowerCase(Locale.ROOT);
      if (!url.startsWith("jdbc:")) {
        findings.add(
            path + "/url", "must begin with jdbc:, as in jdbc:postgresql://host:5432/database");
      } else if (url.contains("password=") || url.contains("user=")) {
        findings.add(
            path + "/url", "holds a user or a password; these have the keys username and password");
      } else if (!jdbc.postgres() && jdbc.statement() == null) {
        findings.add(
            path + "/statement",
            "is missing; only for PostgreSQL is it known how a row replaces itself");
      }
    }
    UrlRules.login(path, jdbc.username(), jdbc.password(), findings);
    if (!TABLE.matcher(jdbc.table()).matches()) {
      findings.add(
          path + "/table",
          "{} cannot be a table; use letters, digits and _, with schema. before it where needed",
          jdbc.table());
    }
    String statement = jdbc.statement();
    if (statement != null) {
      if (!jdbc.table().equals(JdbcSinkSpec.DEFAULT_TABLE)) {
        findings.add(path + "/table", "is of no use beside statement, which names its own");
      }
      if (!statement.contains(":id") || !statement.contains(":json")) {
        findings.add(
            path + "/statement",
            "must hold :id and :json; a row is told by the one, and is the other");
      }
    }
    SinkRules.retryFor(path, jdbc.retryFor(), findings);
  }

  static void mongo(String path, MongoSinkSpec mongo, Findings findings) {
    if (mongo.uri() != null
        && !mongo.uri().reveal().startsWith("mongodb://")
        && !mongo.uri().reveal().startsWith("mongodb+srv://")) {
      findings.add(path + "/uri", "must begin with mongodb:// or mongodb+srv://");
    }
    if (mongo.database() != null && !DATABASE.matcher(mongo.database()).matches()) {
      findings.add(path + "/database", "{} cannot be a database of MongoDB", mongo.database());
    }
    if (mongo.collection() != null && !COLLECTION.matcher(mongo.collection()).matches()) {
      findings.add(
          path + "/collection", "{} cannot be a collection of MongoDB", mongo.collection());
    }
    SinkRules.retryFor(path, mongo.retryFor(), findings);
  }
}
