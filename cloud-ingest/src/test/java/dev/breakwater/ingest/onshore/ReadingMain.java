package dev.breakwater.ingest.onshore;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Reads the table items with Iceberg alone, as somebody's own program would; argument: the store's
 * directory, or address of the catalog and warehouse; tells how many rows there are and how many
 * have the bytes that their digest says.
 */
final class ReadingMain {
  private ReadingMain() {}

  public static void main(String[] args) throws IOException {
    boolean embedded = args.length == 1;
    Path store = Path.of(embedded ? args[0] : "");
    var catalog =
        CatalogUtil.buildIcebergCatalog(
            "onshore",
            Map.of(
                "type",
                "jdbc",
                "uri",
                embedded ? "jdbc:sqlite:" + store.resolve("catalog.db") : args[0],
                "warehouse",
                embedded ? store.resolve("tables").toUri().toString() : args[1],
                "jdbc.user",
                "breakwater",
                "jdbc.schema-version",
                "V1"),
            new Configuration());
    Table items = catalog.loadTable(TableIdentifier.of("onshore", "items"));
    int rows = 0;
    int whole = 0;
    try (CloseableIterable<Record> records = IcebergGenerics.read(items).build()) {
      for (Record each : records) {
        rows++;
        var body = (ByteBuffer) each.getField("body");
        whole += Digest.of(body).hex().equals(each.getField("digest")) ? 1 : 0;
      }
    }
    ChildJvm.ready(rows + " rows, " + whole + " whole");
  }
}
