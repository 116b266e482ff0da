package dev.breakwater.ingest.pipeline;

import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.ingest.stream.StateType;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.ItemLabel;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Drops items that were seen before, by vehicle and number, and writes on what it read. */
final class KeyedDedup {
  private KeyedDedup() {}

  static void define(StreamExecutionEnvironment environment, TestCloud cloud) {
    var source =
        KafkaSource.<Arrival>builder()
            .setBootstrapServers(cloud.bootstrapServers())
            .setTopics(Topics.RAW)
            .setGroupId("dedup")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new Reader())
            .build();
    var sink =
        KafkaSink.<Arrival>builder()
            .setBootstrapServers(cloud.bootstrapServers())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix("dedup")
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "600000")
            .setRecordSerializer(
                KafkaRecordSerializationSchema.<Arrival>builder()
                    .setTopic(Topics.OUTCOMES)
                    .setValueSerializationSchema(new Writer())
                    .build())
            .build();
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "raw")
        .keyBy(Arrival::peer, Types.STRING)
        .process(new Dedup(), StateType.ARRIVAL)
        .sinkTo(sink);
  }

  private static final class Reader implements KafkaRecordDeserializationSchema<Arrival> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
      out.collect(Arrival.of(Bytes.of(record.value()), record.timestamp()));
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
      return StateType.ARRIVAL;
    }
  }

  private static final class Writer implements SerializationSchema<Arrival> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(Arrival arrival) {
      return arrival.body().toArray();
    }
  }

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  private static final class Dedup extends KeyedProcessFunction<String, Arrival, Arrival> {
    private static final long serialVersionUID = 1L;

    private transient MapState<ItemId, Boolean> seen;

    @Override
    public void open(OpenContext context) {
      seen =
          getRuntimeContext()
              .getMapState(new MapStateDescriptor<>("seen", StateType.ITEM_ID, Types.BOOLEAN));
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<Arrival> out)
        throws Exception {
      ItemLabel label = arrival.label();
      if (label != null && !seen.contains(label.id())) {
        seen.put(label.id(), true);
        out.collect(arrival);
      }
    }
  }
}
