package io.github.beamwatch.io.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The same ad events as Parquet and as Avro, with a column that nobody reads. */
final class TypedFileWriters {

  static final MessageType PARQUET =
      MessageTypeParser.parseMessageType(
          """
          message ad_event {
            optional binary event_type (STRING);
            optional int64 event_time (TIMESTAMP(MICROS,true));
            optional binary country (STRING);
            optional binary user_agent (STRING);
            optional binary ad_format (STRING);
            optional double revenue;
          }
          """);

  static final Schema AVRO =
      SchemaBuilder.record("AdEvent")
          .namespace("ads")
          .fields()
          .optionalString("event_type")
          .name("event_time")
          .type(
              Schema.createUnion(
                  Schema.create(Schema.Type.NULL),
                  LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG))))
          .withDefault(null)
          .optionalString("country")
          .optionalString("user_agent")
          .optionalString("ad_format")
          .optionalDouble("revenue")
          .endRecord();

  private TypedFileWriters() {}

  static void parquet(Path file, List<JsonNode> events, long rowGroupBytes) {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(
                    new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))
            .withType(PARQUET)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(rowGroupBytes)
            .withMinRowCountForPageSizeCheck(10)
            .withMaxRowCountForPageSizeCheck(50)
            .build()) {
      for (JsonNode event : events) {
        Group group = new SimpleGroup(PARQUET);
        for (String name : List.of("event_type", "country", "ad_format")) {
          if (event.hasNonNull(name)) {
            group.add(name, event.get(name).asText());
          }
        }
        group.add("user_agent", "Mozilla/5.0 " + event.hashCode());
        if (event.hasNonNull("event_time")) {
          group.add("event_time", micros(event));
        }
        if (event.hasNonNull("revenue")) {
          group.add("revenue", event.get("revenue").asDouble());
        }
        writer.write(group);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void avro(Path file, List<JsonNode> events, int syncBytes) {
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(AVRO))
            .setCodec(CodecFactory.deflateCodec(6))
            .setSyncInterval(syncBytes)
            .create(AVRO, file.toFile())) {
      for (JsonNode event : events) {
        GenericRecord record = new GenericData.Record(AVRO);
        for (String name : List.of("event_type", "country", "ad_format")) {
          record.put(name, event.hasNonNull(name) ? event.get(name).asText() : null);
        }
        record.put("user_agent", "Mozilla/5.0 " + event.hashCode());
        record.put("event_time", event.hasNonNull("event_time") ? micros(event) : null);
        record.put("revenue", event.hasNonNull("revenue") ? event.get("revenue").asDouble() : null);
        writer.append(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long micros(JsonNode event) {
    return Instant.parse(event.get("event_time").asText()).toEpochMilli() * 1_000;
  }
}
