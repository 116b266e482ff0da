package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.ingest.stream.StateType;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * The job: topic raw → {@link Admission} of each vehicle → topic outcomes, exactly once. The topic
 * outcomes is its only sink, so there is one commit point; everything after it reads committed
 * records only. Operator ids are part of every savepoint: they never change.
 */
public final class AdmissionJob {
  public static final String NAME = "admission";

  /** The consumer group whose offsets say how far {@link Topics#RAW} is decided. */
  public static final String GROUP = "breakwater-admission";

  /** How long a job may be down and still commit what it wrote before. */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofDays(7);

  /** What the ids of its transactions begin with. */
  public static final String TRANSACTIONS = "breakwater-outcomes";

  private AdmissionJob() {}

  /**
   * Adds the job to {@code environment}; the caller executes it.
   *
   * @param decided file of a {@link dev.breakwater.ingest.stream.Decided}, which every task must
   *     see; null if the job never lost its state
   */
  public static void define(
      StreamExecutionEnvironment environment, JobSettings settings, @Nullable Path decided) {
    environment
        .fromSource(raw(settings.bootstrapServers()), WatermarkStrategy.noWatermarks(), "raw")
        .uid("raw")
        .keyBy(Arrival::peer, Types.STRING)
        .process(new AdmissionOperator(settings, decided), StateType.OUTCOME)
        .uid("admission")
        .name("admission")
        .sinkTo(outcomes(settings.bootstrapServers()))
        .uid("outcomes")
        .name("outcomes");
  }

  private static KafkaSource<Arrival> raw(String bootstrapServers) {
    return KafkaSource.<Arrival>builder()
        .setBootstrapServers(bootstrapServers)
        .setTopics(Topics.RAW)
        .setGroupId(GROUP)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new ArrivalReader())
        .build();
  }

  private static KafkaSink<Outcome> outcomes(String bootstrapServers) {
    return KafkaSink.<Outcome>builder()
        .setBootstrapServers(bootstrapServers)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(TRANSACTIONS)
        // A bounded set of transactional ids: with a new one for each checkpoint the broker would
        // remember 600,000 a week.
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            Long.toString(TRANSACTION_TIMEOUT.toMillis()))
        .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(1 << 20))
        .setRecordSerializer(OutcomeWriter.schema())
        .build();
  }
}
