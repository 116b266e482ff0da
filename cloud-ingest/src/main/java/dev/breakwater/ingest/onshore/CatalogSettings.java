package dev.breakwater.ingest.onshore;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalog;

/**
 * Where the store's tables are listed and lie.
 *
 * @param properties of an Iceberg catalog, with {@code catalog-impl}; what Iceberg does not know is
 *     passed on to the driver or the file system
 */
public record CatalogSettings(Map<String, String> properties) {
  /** Beside the store's own files: the catalog of an operator, in place of the embedded one. */
  public static final String FILE = "catalog.properties";

  static final String NAME = "onshore";
  private static final int MAX_FILE_BYTES = 64 << 10;
  private static final String TYPE = "type";

  /** Lets other processes read while the writer commits; a commit survives a power cut. */
  private static final String SQLITE = "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000";

  /**
   * @throws IllegalArgumentException if no catalog is named
   */
  public CatalogSettings {
    properties = Map.copyOf(properties);
    if (!properties.containsKey(CatalogProperties.CATALOG_IMPL)) {
      throw new IllegalArgumentException("no " + CatalogProperties.CATALOG_IMPL + " is named");
    }
  }

  /**
   * Returns what {@link #FILE} in {@code directory} says, or else the embedded catalog.
   *
   * @throws IOException if the file cannot be read, or does not name a catalog
   */
  public static CatalogSettings of(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    return Files.exists(file) ? read(file) : embedded(directory);
  }

  /** Returns Iceberg's JDBC catalog on a SQLite file beside the tables. */
  static CatalogSettings embedded(Path directory) {
    Path root = directory.toAbsolutePath();
    return new CatalogSettings(
        Map.of(
            CatalogProperties.CATALOG_IMPL,
            JdbcCatalog.class.getName(),
            CatalogProperties.URI,
            "jdbc:sqlite:" + root.resolve("catalog.db") + SQLITE,
            CatalogProperties.WAREHOUSE_LOCATION,
            root.resolve("tables").toUri().toString(),
            CatalogProperties.CLIENT_POOL_SIZE,
            "1",
            "jdbc.schema-version",
            "V1"));
  }

  private static CatalogSettings read(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException(file + " is longer than " + MAX_FILE_BYTES + " bytes");
    }
    Properties lines = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      lines.load(in);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    Map<String, String> properties = new TreeMap<>();
    lines.stringPropertyNames().forEach(name -> properties.put(name, lines.getProperty(name)));
    String type = String.valueOf(properties.remove(TYPE));
    properties.put(CatalogProperties.CATALOG_IMPL, implementation(file, type));
    require(file, properties, CatalogProperties.URI);
    if (type.equals("jdbc")) {
      require(file, properties, CatalogProperties.WAREHOUSE_LOCATION);
      properties.putIfAbsent("jdbc.schema-version", "V1");
    }
    return new CatalogSettings(properties);
  }

  private static String implementation(Path file, String type) throws IOException {
    return switch (type) {
      case "jdbc" -> JdbcCatalog.class.getName();
      case "rest" -> RESTCatalog.class.getName();
      default ->
          throw new IOException(file + ": 'type' is '" + type + "'; write type=jdbc or type=rest");
    };
  }

  private static void require(Path file, Map<String, String> properties, String name)
      throws IOException {
    if (properties.getOrDefault(name, "").isBlank()) {
      throw new IOException(file + ": '" + name + "' is missing");
    }
  }

  /** Returns the class that the properties name. */
  String implementation() {
    return properties.getOrDefault(CatalogProperties.CATALOG_IMPL, "");
  }

  /** Returns settings for plain local files: Hadoop would add a checksum file to each of ours. */
  static Configuration fileSystem() {
    Configuration configuration = new Configuration();
    configuration.set("fs.file.impl", org.apache.hadoop.fs.RawLocalFileSystem.class.getName());
    return configuration;
  }

  /** Opens the catalog; it is {@code Closeable} too. */
  Catalog open() {
    return CatalogUtil.loadCatalog(implementation(), NAME, properties, fileSystem());
  }
}
