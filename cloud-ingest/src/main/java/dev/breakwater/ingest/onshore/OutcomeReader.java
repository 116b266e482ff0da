package dev.breakwater.ingest.onshore;

import dev.breakwater.ingest.stream.StateType;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the topic outcomes, which only the admission job writes. */
final class OutcomeReader implements KafkaRecordDeserializationSchema<Outcome> {
  private static final long serialVersionUID = 1L;

  /**
   * @throws IOException for a record that is not an outcome: somebody else wrote to the topic. The
   *     store stops here rather than leave it out.
   */
  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Outcome> out)
      throws IOException {
    try {
      out.collect(Outcome.decode(Bytes.of(record.value())));
    } catch (WireFormatException e) {
      throw new IOException(
          "partition %d offset %d of outcomes".formatted(record.partition(), record.offset()), e);
    }
  }

  @Override
  public TypeInformation<Outcome> getProducedType() {
    return StateType.OUTCOME;
  }
}
