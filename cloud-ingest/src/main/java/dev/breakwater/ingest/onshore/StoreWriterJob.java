package dev.breakwater.ingest.onshore;

import dev.breakwater.ingest.stream.StateType;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.apache.iceberg.flink.util.FlinkCompatibilityUtil;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Topic outcomes → the tables of the store, exactly once: Iceberg's own sink commits a checkpoint's
 * files as one snapshot and remembers in it which checkpoint that was. Operator ids are part of
 * every savepoint: they never change.
 */
public final class StoreWriterJob {
  public static final String NAME = "store-writer";

  /** Consumer group of the topic outcomes. */
  public static final String GROUP = "breakwater-store-writer";

  private StoreWriterJob() {}

  /**
   * Adds the job to {@code environment}; the caller executes it.
   *
   * @param directory of a store that exists, see {@link IcebergStore#open}; needed here only, not
   *     where the job runs
   * @param stored file of a {@link dev.breakwater.ingest.stream.Decided}, which every task must
   *     see: what has its row; null if the job never lost its state
   * @throws UncheckedIOException if its catalog is not known
   */
  public static void define(
      StreamExecutionEnvironment environment,
      String bootstrapServers,
      Path directory,
      @Nullable Path stored)
      throws UncheckedIOException {
    CatalogSettings store = settings(directory);
    DataStream<Outcome> outcomes =
        environment
            .fromSource(outcomes(bootstrapServers), WatermarkStrategy.noWatermarks(), "outcomes")
            .uid("outcomes");
    for (Part part : Part.values()) {
      append(outcomes, part, new Unstored(part, stored), store);
    }
  }

  private static CatalogSettings settings(Path directory) {
    try {
      return CatalogSettings.of(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KafkaSource<Outcome> outcomes(String bootstrapServers) {
    return KafkaSource.<Outcome>builder()
        .setBootstrapServers(bootstrapServers)
        .setTopics(Topics.OUTCOMES)
        .setGroupId(GROUP)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setDeserializer(new OutcomeReader())
        .build();
  }

  private static void append(
      DataStream<Outcome> outcomes, Part part, Unstored unstored, CatalogSettings store) {
    String name = part.table();
    DataStream<Outcome> rows =
        outcomes
            .filter(unstored)
            .returns(StateType.OUTCOME)
            .name("only-" + name)
            .uid("only-" + name);
    IcebergSink.builderFor(
            rows,
            new OutcomeToRow(),
            FlinkCompatibilityUtil.toTypeInfo(FlinkSchemaUtil.convert(OutcomeRow.SCHEMA)))
        .tableLoader(loader(part, store))
        .uidSuffix(name)
        .writeParallelism(1)
        .distributionMode(DistributionMode.NONE)
        .append();
  }

  private static TableLoader loader(Part part, CatalogSettings store) {
    CatalogLoader catalog =
        CatalogLoader.custom(
            CatalogSettings.NAME,
            store.properties(),
            CatalogSettings.fileSystem(),
            store.implementation());
    return TableLoader.fromCatalog(catalog, part.identifier());
  }
}
