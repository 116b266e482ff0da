package dev.breakwater.ingest.onshore;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** Deletes the files of a table that its present state does not need. */
final class OldFiles {
  /**
   * How much older than the writer's last commit a file must be that no snapshot refers to. Files
   * that the writer has closed and not committed are younger: it commits its checkpoints in order,
   * also after a stop of days. Longer than a rewrite takes.
   */
  static final Duration ORPHAN_AGE = Duration.ofHours(1);

  private final Table table;

  OldFiles(Table table) {
    this.table = table;
  }

  /**
   * Lets the snapshots end that are older than {@code millis}, but for the current one, and deletes
   * what only they refer to. A reader that is on such a snapshot fails and may begin again.
   *
   * @return how many ended
   */
  long expireOlderThan(long millis) {
    table.refresh();
    Snapshot current = table.currentSnapshot();
    // Each by its name: for an age alone Iceberg keeps a file until the snapshot that replaced it
    // ends as well.
    ExpireSnapshots expiry = table.expireSnapshots();
    long expired = 0;
    for (Snapshot each : table.snapshots()) {
      if (current != null
          && each.snapshotId() != current.snapshotId()
          && each.timestampMillis() < millis) {
        expiry.expireSnapshotId(each.snapshotId());
        expired++;
      }
    }
    if (expired > 0) {
      expiry.commit();
      table.refresh();
    }
    return expired;
  }

  /**
   * Deletes files that no snapshot refers to: a crash of the writer or of a rewrite left them.
   *
   * @return how many
   */
  long removeOrphans() throws IOException {
    table.refresh();
    Snapshot head = table.currentSnapshot();
    Snapshot written = head == null ? null : CarriedCommit.marked(table, head);
    if (written == null || !(table.io() instanceof SupportsPrefixOperations files)) {
      return 0;
    }
    long limit = written.timestampMillis() - ORPHAN_AGE.toMillis();
    Set<String> needed = needed();
    long removed = 0;
    for (FileInfo file : files.listPrefix(table.location())) {
      if (file.createdAtMillis() < limit && !needed.contains(path(file.location()))) {
        files.deleteFile(file.location());
        removed++;
      }
    }
    return removed;
  }

  private Set<String> needed() throws IOException {
    Set<String> needed = new HashSet<>();
    ReachableFileUtil.metadataFileLocations(table, false).forEach(each -> needed.add(path(each)));
    ReachableFileUtil.manifestListLocations(table).forEach(each -> needed.add(path(each)));
    ReachableFileUtil.statisticsFilesLocations(table).forEach(each -> needed.add(path(each)));
    for (Snapshot snapshot : table.snapshots()) {
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (needed.add(path(manifest.path()))) {
          addFilesOf(manifest, needed);
        }
      }
    }
    return needed;
  }

  private void addFilesOf(ManifestFile manifest, Set<String> needed) throws IOException {
    try (CloseableIterable<String> files =
        ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
      files.forEach(each -> needed.add(path(each)));
    }
  }

  /** A file system lists {@code file:/a} where the metadata says {@code file:///a}. */
  private static String path(String location) {
    return location.replaceFirst("^[a-z][a-z0-9+.-]*:/*", "/");
  }
}
