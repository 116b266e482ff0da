import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** Counts the rows of the store's tables by category, with Spark alone. Argument: the store. */
final class SparkReads {
  private SparkReads() {}

  public static void main(String[] args) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.catalog.onshore", "org.apache.iceberg.spark.SparkCatalog")
            .config("spark.sql.catalog.onshore.type", "jdbc")
            .config("spark.sql.catalog.onshore.uri", "jdbc:sqlite:" + args[0] + "/catalog.db")
            .config("spark.sql.catalog.onshore.warehouse", "file:" + args[0] + "/tables")
            .config("spark.sql.catalog.onshore.jdbc.schema-version", "V1")
            .getOrCreate()) {
      for (String table : new String[] {"items", "quarantine"}) {
        spark
            .sql(
                "SELECT '"
                    + table
                    + "' AS table, category, count(*) AS rows, count(DISTINCT vehicle) AS vehicles,"
                    + " min(appended_at) AS oldest FROM onshore.onshore."
                    + table
                    + " GROUP BY category ORDER BY category")
            .show(100, false);
      }
    }
  }
}
