package dev.breakwater.ingest.onshore;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A store whose catalog and files are on servers that run already: written, erased from, put in
 * order, and read by another process. Arguments: the lines of its {@link CatalogSettings#FILE}.
 */
final class ConfiguredStore {
  private static final int COMMITS = 8;

  private ConfiguredStore() {}

  /** Another process. Argument: directory of the store. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) throws Exception {
      Set<String> found = new TreeSet<>();
      try (var store = IcebergStore.open(Path.of(args[0]))) {
        store.each(Selection.all(Part.ITEMS), row -> found.add(row.item()));
      }
      ChildJvm.ready(String.join(" ", found));
    }
  }

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("configured-store");
    Files.write(directory.resolve(CatalogSettings.FILE), List.of(args));
    Set<String> kept = new TreeSet<>();
    long erased;
    StoreMaintenance.Report order;
    try (var store = IcebergStore.open(directory)) {
      var rows = new WrittenRows(store);
      for (int i = 0; i < COMMITS; i++) {
        Outcome one = rows.row("a", WrittenRows.NOW, "", Bytes.of(new byte[] {(byte) i}));
        kept.add(one.item());
        Outcome other = rows.row("b", WrittenRows.NOW, "gone", Bytes.EMPTY);
        rows.commit(Part.ITEMS, List.of(one, other));
      }
      erased = store.erase(Set.of("gone"));
      order = new StoreMaintenance(store, at -> Catalog.cn()).run(WrittenRows.NOW);
    }
    try (var reader =
        ChildJvm.start(Reader.class, directory.resolve("log"), directory.toString())) {
      String read = reader.told();
      boolean same = read.equals(String.join(" ", kept));
      System.out.printf(
          "%d commits of 2 rows, %d rows erased, %d files compacted, another process reads %d rows,"
              + " %s%n",
          COMMITS,
          erased,
          order.compactedFiles(),
          read.split(" ", -1).length,
          same ? "the right ones" : "WRONG ONES");
      System.exit(same && erased == COMMITS && order.compactedFiles() == COMMITS ? 0 : 1);
    }
  }
}
