package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.ingest.stream.StateType;
import dev.breakwater.wire.Bytes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the topic raw; what it cannot read becomes an arrival too, and is quarantined later. */
final class ArrivalReader implements KafkaRecordDeserializationSchema<Arrival> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
    byte[] value = record.value();
    Bytes bytes = value == null ? Bytes.EMPTY : Bytes.of(value);
    out.collect(Arrival.of(bytes, record.timestamp()));
  }

  @Override
  public TypeInformation<Arrival> getProducedType() {
    return StateType.ARRIVAL;
  }
}
