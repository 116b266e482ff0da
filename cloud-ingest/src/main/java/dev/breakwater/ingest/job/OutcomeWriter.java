package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Outcome;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;

/** Writes records of the topic outcomes, keyed by the chain. */
final class OutcomeWriter {
  private OutcomeWriter() {}

  static KafkaRecordSerializationSchema<Outcome> schema() {
    return KafkaRecordSerializationSchema.<Outcome>builder()
        .setTopic(Topics.OUTCOMES)
        .setKeySerializationSchema(new Key())
        .setValueSerializationSchema(new Value())
        .build();
  }

  /** A class, since the connector must find out the type it takes. */
  private static final class Key implements SerializationSchema<Outcome> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(Outcome outcome) {
      String chain = outcome.vehicle() + "/" + outcome.epoch() + "/" + outcome.lane();
      return chain.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final class Value implements SerializationSchema<Outcome> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(Outcome outcome) {
      return outcome.encode().toArray();
    }
  }
}
