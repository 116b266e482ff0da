package dev.breakwater.ingest.onshore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * Where the store's tables are listed: Iceberg's JDBC catalog on a SQLite file beside the data.
 *
 * <p>{@code journal_mode=WAL} lets other processes read while the writer commits; {@code
 * synchronous=FULL} makes a commit survive a power cut as far as SQLite promises.
 */
final class OnshoreCatalog {
  static final String NAME = "onshore";
  private static final String OPTIONS = "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000";

  private OnshoreCatalog() {}

  static Map<String, String> properties(Path directory) {
    Map<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.CATALOG_IMPL, JdbcCatalog.class.getName());
    properties.put(
        CatalogProperties.URI,
        "jdbc:sqlite:" + directory.toAbsolutePath().resolve("catalog.db") + OPTIONS);
    properties.put(
        CatalogProperties.WAREHOUSE_LOCATION,
        directory.toAbsolutePath().resolve("tables").toUri().toString());
    properties.put(CatalogProperties.CLIENT_POOL_SIZE, "1");
    properties.put("jdbc.schema-version", "V1");
    return properties;
  }

  /** Returns settings for plain local files: Hadoop would add a checksum file to each of ours. */
  static Configuration fileSystem() {
    Configuration configuration = new Configuration();
    configuration.set("fs.file.impl", org.apache.hadoop.fs.RawLocalFileSystem.class.getName());
    return configuration;
  }

  /** Opens the catalog, creating the directory on first use. */
  static JdbcCatalog open(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("tables"));
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.setConf(fileSystem());
    catalog.initialize(NAME, properties(directory));
    return catalog;
  }
}
