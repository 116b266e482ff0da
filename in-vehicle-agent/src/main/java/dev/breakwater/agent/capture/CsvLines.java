package dev.breakwater.agent.capture;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines {@code 1200,Vehicle.Speed,12.3} below the heading {@code millis,path,value} (RFC 4180, but
 * a quoted value ends on its line).
 */
final class CsvLines implements LineReader {
  private static final String HEADING = "millis,path,value";
  private static final int COLUMNS = 3;
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,18}");
  private static final ObjectReader CSV =
      new CsvMapper()
          .readerFor(String[][].class)
          .with(CsvParser.Feature.WRAP_AS_ARRAY)
          .with(CsvParser.Feature.TRIM_SPACES);

  private boolean begun;

  @Override
  public List<TraceLine> read(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    if (!begun) {
      begun = true;
      return text.strip().equals(HEADING)
          ? List.of()
          : List.of(new TraceLine.Unreadable("the first line is not '" + HEADING + "'"));
    }
    try {
      return List.of(sample(CSV.readValue(text)));
    } catch (IOException e) {
      return List.of(new TraceLine.Unreadable("the line is not CSV"));
    }
  }

  private static TraceLine sample(String[][] rows) {
    if (rows.length != 1
        || rows[0].length != COLUMNS
        || !MILLIS.matcher(rows[0][0]).matches()
        || rows[0][1].isEmpty()) {
      return new TraceLine.Unreadable("the line is not a sample");
    }
    return TraceLine.of(Long.parseLong(rows[0][0]), rows[0][1], rows[0][2]);
  }
}
