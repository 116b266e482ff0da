package dev.breakwater.ingest.onshore;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.Sealed;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.apache.iceberg.io.FanoutDataWriter;
import org.apache.iceberg.io.OutputFileFactory;

/** Writes rows as the store writer does, a snapshot a checkpoint, with its mark; without Flink. */
public final class WrittenRows {
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final String JOB = "0123456789abcdef";
  private static final VehicleRef VEHICLE = new VehicleRef("00112233445566778899aabbccddeeff");

  private final IcebergStore store;
  private long checkpoint;
  private long number;

  public WrittenRows(IcebergStore store) {
    this.store = store;
  }

  /** Returns one that goes on numbering, on another store. */
  WrittenRows on(IcebergStore other) {
    var rows = new WrittenRows(other);
    rows.number = number;
    return rows;
  }

  /** Returns the outcome of the next item. */
  public Outcome row(String category, Instant appended, String key, Bytes payload) {
    var id = new ItemId(new ChainId(VEHICLE, 1, Lane.TELEMETRY), number++);
    var item = new Item(id, category, "test", appended.toEpochMilli(), null, 0, List.of(), payload);
    return outcome(Outcome.Verdict.STORED, item, appended, key);
  }

  /** Returns the outcome of a stored item, encrypted as the receiver does. */
  public static Outcome encrypted(ItemCipher cipher, Item item) throws IOException {
    Sealed sealed = cipher.sealed(item, item.encode());
    return outcome(Outcome.Verdict.STORED, item, NOW, sealed.key(), sealed.body());
  }

  public static Outcome outcome(Outcome.Verdict verdict, Item item, Instant appended, String key) {
    return outcome(verdict, item, appended, key, item.encode());
  }

  private static Outcome outcome(
      Outcome.Verdict verdict, Item item, Instant appended, String key, Bytes body) {
    return new Outcome(
        verdict,
        item.id().chain().vehicle().value(),
        item.id().chain().epoch(),
        item.id().chain().lane().name(),
        item.id().number(),
        Digest.of(item.encode()),
        item.category(),
        item.purpose(),
        item.capturedAtMillis(),
        appended.toEpochMilli(),
        List.of("rule"),
        Digest.ZERO,
        "",
        key,
        body);
  }

  /** Commits rows as one checkpoint of the writer. */
  public void commit(Part part, List<Outcome> rows) throws Exception {
    Table table = store.refreshed(part);
    AppendFiles append = table.newAppend();
    write(table, rows).forEach(append::appendFile);
    append
        .set(SinkUtil.FLINK_JOB_ID, JOB)
        .set(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID, Long.toString(++checkpoint))
        .commit();
  }

  /** Writes files that no snapshot knows yet, or ever. */
  static List<DataFile> write(Table table, List<Outcome> rows) throws Exception {
    var writer =
        new FanoutDataWriter<Record>(
            new GenericFileWriterFactory.Builder(table).dataFileFormat(FileFormat.PARQUET).build(),
            OutputFileFactory.builderFor(table, 0, 0)
                .format(FileFormat.PARQUET)
                .operationId(UUID.randomUUID().toString())
                .build(),
            table.io(),
            1 << 20);
    try (writer) {
      var partition = new PartitionKey(table.spec(), table.schema());
      var values = new InternalRecordWrapper(table.schema().asStruct());
      for (Outcome row : rows) {
        Record each = record(table, row);
        partition.partition(values.wrap(each));
        writer.write(each, table.spec(), partition);
      }
    }
    return writer.result().dataFiles();
  }

  private static Record record(Table table, Outcome row) {
    Record each = GenericRecord.create(table.schema());
    each.setField(OutcomeRow.VEHICLE, row.vehicle());
    each.setField(OutcomeRow.EPOCH, row.epoch());
    each.setField(OutcomeRow.LANE, row.lane());
    each.setField(OutcomeRow.NUMBER, row.number());
    each.setField(OutcomeRow.DIGEST, row.digest().hex());
    each.setField(OutcomeRow.CATEGORY, row.category());
    each.setField(OutcomeRow.PURPOSE, row.purpose());
    each.setField(OutcomeRow.CAPTURED, row.capturedAtMillis());
    each.setField(
        OutcomeRow.APPENDED, Instant.ofEpochMilli(row.appendedAtMillis()).atOffset(ZoneOffset.UTC));
    each.setField(OutcomeRow.RULES, row.rules());
    each.setField(OutcomeRow.PACK, row.pack().hex());
    each.setField(OutcomeRow.REASON, row.reason());
    each.setField(OutcomeRow.BODY, row.body().asBuffer());
    if (table.schema().findField(OutcomeRow.KEY) != null) {
      each.setField(OutcomeRow.KEY, row.key());
    }
    return each;
  }
}
