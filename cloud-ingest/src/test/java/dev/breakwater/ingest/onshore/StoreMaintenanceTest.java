package dev.breakwater.ingest.onshore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMaintenanceTest {
  private static final String SPEED = "vehicle.motion.speed";
  private static final Instant NOW = WrittenRows.NOW;

  /** As long and as random as ciphertext, so that no compression hides it. */
  private static final int SECRET_BYTES = 4096;

  @TempDir private Path directory;
  private final Random random = new Random(1);
  private IcebergStore store;
  private WrittenRows rows;
  private final List<Outcome> written = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    store = IcebergStore.open(directory);
    rows = new WrittenRows(store);
  }

  /** Whatever was done to the files, each row that was not erased is there once. */
  @AfterEach
  void assertSound() throws Exception {
    Set<String> names = new TreeSet<>();
    for (Part part : Part.values()) {
      List<Outcome> found = new ArrayList<>();
      store.each(Selection.all(part), found::add);
      found.forEach(row -> assertThat(names.add(row.item())).as(row.item()).isTrue());
      assertThat(store.count(part)).isEqualTo(found.size());
    }
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(written.stream().map(Outcome::item).toList());
    store.close();
  }

  private Outcome commit(Part part, String category, Instant at, String key, Bytes payload)
      throws Exception {
    Outcome row = rows.row(category, at, key, payload);
    rows.commit(part, List.of(row));
    written.add(row);
    return row;
  }

  private Bytes secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  private StoreMaintenance.Report maintain(Instant now) throws IOException {
    return new StoreMaintenance(store, at -> Catalog.cn()).run(now);
  }

  @Test
  void rows_ofOneDay_lieByDayAndCategoryInTheirOwnFiles() throws Exception {
    rows.commit(
        Part.ITEMS,
        List.of(
            keep(rows.row(SPEED, NOW, "", Bytes.EMPTY)),
            keep(rows.row("vehicle.energy", NOW, "", Bytes.EMPTY)),
            keep(rows.row(SPEED, NOW.plus(Duration.ofDays(1)), "", Bytes.EMPTY))));
    assertThat(partitions(Part.ITEMS))
        .containsExactlyInAnyOrder(
            "appended_at_day=2026-11-20/category=vehicle.motion.speed",
            "appended_at_day=2026-11-20/category=vehicle.energy",
            "appended_at_day=2026-11-21/category=vehicle.motion.speed");
  }

  @Test
  void quarantinedRows_withCategoriesThatACarInvented_makeNoFilesOfTheirOwn() throws Exception {
    List<Outcome> invented =
        IntStream.range(0, 20)
            .mapToObj(i -> keep(rows.row("x" + i, NOW, "", Bytes.EMPTY)))
            .toList();
    rows.commit(Part.QUARANTINE, invented);
    assertThat(partitions(Part.QUARANTINE)).containsExactly("appended_at_day=2026-11-20");
  }

  @Test
  void manifests_sayNothingOfWhatColumnsHold() throws Exception {
    commit(Part.ITEMS, SPEED, NOW, "k", secret());
    int files = 0;
    Table items = table(Part.ITEMS);
    for (ManifestFile manifest : items.currentSnapshot().allManifests(items.io())) {
      try (var entries = ManifestFiles.read(manifest, items.io(), items.specs())) {
        for (DataFile file : entries) {
          files++;
          assertThat(file.lowerBounds()).isNullOrEmpty();
          assertThat(file.upperBounds()).isNullOrEmpty();
          assertThat(file.valueCounts()).isNullOrEmpty();
          assertThat(file.nullValueCounts()).isNullOrEmpty();
        }
      }
    }
    assertThat(files).isEqualTo(1);
  }

  @Test
  void smallFiles_ofManyCheckpoints_becomeOneAndTheirSnapshotsEnd() throws Exception {
    for (int i = 0; i < 20; i++) {
      commit(Part.ITEMS, SPEED, NOW, "", Bytes.EMPTY);
    }
    assertThat(partitions(Part.ITEMS)).hasSize(20);
    var report = maintain(Instant.now().plus(StoreMaintenance.SNAPSHOT_AGE).plusSeconds(60));
    assertThat(report.compactedFiles()).isEqualTo(20);
    assertThat(report.expiredSnapshots()).isEqualTo(20);
    assertThat(partitions(Part.ITEMS)).hasSize(1);
    assertThat(table(Part.ITEMS).snapshots()).hasSize(1);
    assertThat(parquetFiles()).hasSize(1);
    assertThat(maintain(Instant.now()).compactedFiles()).isZero();
  }

  @Test
  void compaction_whileAReaderIsOnAnOldState_leavesItForAnHour() throws Exception {
    for (int i = 0; i < Compaction.MIN_FILES; i++) {
      commit(Part.ITEMS, SPEED, NOW, "", Bytes.EMPTY);
    }
    assertThat(maintain(Instant.now()).expiredSnapshots()).isZero();
    assertThat(parquetFiles()).hasSize(Compaction.MIN_FILES + 1);
  }

  @Test
  void maintenance_carriesOnWhichCheckpointTheWriterCommitted() throws Exception {
    for (int i = 0; i < 7; i++) {
      commit(Part.ITEMS, SPEED, NOW, i == 3 ? "k" : "", Bytes.EMPTY);
    }
    store.erase(Set.of("k"));
    written.remove(3);
    maintain(Instant.now());
    Snapshot only = table(Part.ITEMS).currentSnapshot();
    assertThat(only.summary())
        .containsEntry(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID, "7")
        .containsEntry(SinkUtil.FLINK_JOB_ID, WrittenRows.JOB);
  }

  @Test
  void replacing_whileTheWriterCommits_keepsItsRowsAndItsNewestMark() throws Exception {
    commit(Part.ITEMS, SPEED, NOW, "k", Bytes.EMPTY);
    Table table = table(Part.ITEMS);
    Snapshot before = table.currentSnapshot();
    List<DataFile> old = new DataFiles(table).of(before);
    commit(Part.ITEMS, SPEED, NOW, "", Bytes.EMPTY);
    assertThat(CarriedCommit.replace(table, before, old, List.of())).isTrue();
    written.remove(0);
    assertThat(table(Part.ITEMS).currentSnapshot().summary())
        .containsEntry(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID, "2");
    // Somebody else replaced files since: what was read is not the table any more.
    assertThat(CarriedCommit.replace(table, before, old, List.of())).isFalse();
  }

  @Test
  @DisplayName("Auto Provisions Art. 9(5): what is deleted cannot be retrieved")
  void erase_rowsOfAKey_leavesTheirBytesInNoFile() throws Exception {
    Bytes erased = secret();
    Bytes quarantined = secret();
    Bytes kept = secret();
    rows.commit(
        Part.ITEMS,
        List.of(rows.row(SPEED, NOW, "erased", erased), keep(rows.row(SPEED, NOW, "kept", kept))));
    rows.commit(Part.QUARANTINE, List.of(rows.row(SPEED, NOW, "erased", quarantined)));
    commit(Part.ITEMS, SPEED, NOW, "", Bytes.EMPTY);
    assertThat(filesWith(erased)).hasSize(1);
    assertThat(filesWith(quarantined)).hasSize(1);

    assertThat(store.erase(Set.of("erased"))).isEqualTo(2);

    assertThat(filesWith(erased)).isEmpty();
    assertThat(filesWith(quarantined)).isEmpty();
    assertThat(filesWith(kept)).hasSize(1);
    assertThat(table(Part.ITEMS).snapshots()).hasSize(1);
    assertThat(store.erase(Set.of("erased"))).isZero();
  }

  @Test
  void erase_cutOffAfterItsCommit_isFinishedByTheNext() throws Exception {
    Bytes erased = secret();
    rows.commit(Part.ITEMS, List.of(rows.row(SPEED, NOW, "erased", erased)));
    Table table = table(Part.ITEMS);
    new RowErasure(table, row -> true, OutcomeRow.KEY).run();
    assertThat(filesWith(erased)).hasSize(1);
    assertThat(store.erase(Set.of("erased"))).isZero();
    assertThat(filesWith(erased)).isEmpty();
  }

  @Test
  void orphans_olderThanTheWritersLastCommit_goAndYoungerOnesStay() throws Exception {
    commit(Part.ITEMS, SPEED, NOW, "", Bytes.EMPTY);
    Path left = orphan();
    Path pending = orphan();
    Files.setLastModifiedTime(
        left, FileTime.from(Instant.now().minus(OldFiles.ORPHAN_AGE).minusSeconds(60)));
    assertThat(maintain(Instant.now()).orphans()).isEqualTo(1);
    assertThat(left).doesNotExist();
    assertThat(pending).exists();
  }

  private Path orphan() throws Exception {
    var file =
        WrittenRows.write(table(Part.ITEMS), List.of(rows.row(SPEED, NOW, "", Bytes.EMPTY))).get(0);
    return Path.of(URI.create(file.location()));
  }

  @Test
  @DisplayName("PIPL Art. 19, TC260-001: a clip is not kept longer than 14 days")
  void rows_pastTheirRetention_areErasedAndOthersStay() throws Exception {
    Instant day = Instant.parse("2026-11-20T00:00:00Z");
    Bytes old = secret();
    rows.commit(
        Part.ITEMS,
        List.of(rows.row(Chunk.CATEGORY, day.minus(Duration.ofDays(13)).minusMillis(1), "", old)));
    commit(Part.ITEMS, Chunk.CATEGORY, day.minus(Duration.ofDays(13)), "", Bytes.EMPTY);
    commit(Part.ITEMS, SPEED, day.minus(Duration.ofDays(100)), "", Bytes.EMPTY);
    commit(Part.QUARANTINE, "never heard of", day.minus(Duration.ofDays(100)), "", Bytes.EMPTY);
    assertThat(maintain(NOW).erasedRows()).isEqualTo(1);
    assertThat(filesWith(old)).isEmpty();
  }

  @Test
  void storeOfAnOlderRelease_getsTheCategoryAndIsReadAsBefore() throws Exception {
    store.close();
    Path older = directory.resolve("older");
    Files.createDirectories(older.resolve("tables"));
    var catalog = CatalogSettings.embedded(older).open();
    ((SupportsNamespaces) catalog).createNamespace(Part.NAMESPACE);
    var columns =
        OutcomeRow.SCHEMA.columns().stream()
            .filter(each -> !each.name().equals(OutcomeRow.KEY))
            .toList();
    catalog
        .buildTable(Part.ITEMS.identifier(), new Schema(columns))
        .withPartitionSpec(StoreTables.byDay())
        .create();
    Table table = catalog.loadTable(Part.ITEMS.identifier());
    for (int i = 0; i < Compaction.MIN_FILES; i++) {
      var append = table.newAppend();
      WrittenRows.write(table, List.of(keep(rows.row(SPEED, NOW, "", Bytes.EMPTY))))
          .forEach(append::appendFile);
      append.commit();
    }
    ((Closeable) catalog).close();

    store = IcebergStore.open(older);
    rows = rows.on(store);
    assertThat(table(Part.ITEMS).spec().fields().stream().map(PartitionField::name))
        .containsExactly("appended_at_day", "category");
    commit(Part.ITEMS, SPEED, NOW, "", Bytes.EMPTY);
    assertThat(partitions(Part.ITEMS)).hasSize(6);
    maintain(Instant.now());
    assertThat(partitions(Part.ITEMS))
        .containsOnly("appended_at_day=2026-11-20/category=vehicle.motion.speed");
  }

  @Test
  void tables_readByIcebergsGenericReaderInASecondProcess_areWhole() throws Exception {
    for (int i = 0; i < Compaction.MIN_FILES; i++) {
      commit(Part.ITEMS, SPEED, NOW, "", secret());
    }
    maintain(Instant.now());
    commit(Part.ITEMS, "vehicle.energy", NOW, "", secret());
    Path log = directory.resolve("reader.log");
    try (var reader = ChildJvm.start(ReadingMain.class, log, directory.toString())) {
      assertThat(reader.told()).isEqualTo("6 rows, 6 whole");
    }
  }

  private Outcome keep(Outcome row) {
    written.add(row);
    return row;
  }

  private Table table(Part part) throws IOException {
    return store.refreshed(part);
  }

  private List<String> partitions(Part part) throws IOException {
    Table table = table(part);
    List<String> partitions = new ArrayList<>();
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      files.forEach(each -> partitions.add(each.spec().partitionToPath(each.file().partition())));
    }
    return partitions;
  }

  private List<Path> parquetFiles() throws IOException {
    return files().stream().filter(each -> each.toString().endsWith(".parquet")).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private List<Path> filesWith(Bytes part) throws IOException {
    List<Path> found = new ArrayList<>();
    String wanted = latin(part.toArray());
    for (Path file : files()) {
      if (latin(Files.readAllBytes(file)).contains(wanted)) {
        found.add(file);
      }
    }
    return found;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
