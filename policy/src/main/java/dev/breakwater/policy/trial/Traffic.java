package dev.breakwater.policy.trial;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Problem;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Recorded questions to the policy, JSON lines with the fields of a case: {@code {"stage":
 * "offboard", "data": "position.precise", "consent": "yes", "purpose": "rescue", "at":
 * "2026-11-23T00:00:00Z", "known": {"jurisdiction": "CN"}}}, where {@code consent}, {@code purpose}
 * and {@code known} may be missing. Metadata only: no item is in it. One line is in memory at a
 * time, however long the recording is. Used by one thread.
 */
public final class Traffic {
  /** The longest line that is looked at, bytes. */
  public static final int MAX_LINE_BYTES = 16 << 10;

  private final InputStream in;
  private final String name;
  private final Catalog catalog;
  private int line;

  /**
   * @param in stays the caller's, who closes it
   * @param name of the file, for messages
   * @param catalog whose categories and signals the questions speak of
   */
  public Traffic(InputStream in, String name, Catalog catalog) {
    this.in = in;
    this.name = name;
    this.catalog = catalog;
  }

  /**
   * Returns the next question, empty at the end of the recording.
   *
   * @throws InvalidSourceException if a line is no question, with every problem of that line: a
   *     recording that is read in part says nothing about the whole
   */
  public Optional<Request> next() throws IOException, InvalidSourceException {
    Optional<Bytes> json = nextLine();
    while (json.isPresent() && isBlank(json.get())) {
      json = nextLine();
    }
    return json.isEmpty() ? Optional.empty() : Optional.of(request(json.get()));
  }

  private Request request(Bytes json) throws InvalidSourceException {
    var source = Source.readLine(json, name, line);
    Optional<Request> request =
        Fields.of(source, source.root(), RequestReader.FIELDS)
            .flatMap(new RequestReader(source, catalog)::request);
    source.refuseIfBroken();
    return request.orElseThrow(() -> new IllegalStateException("no request, no problem named"));
  }

  private Optional<Bytes> nextLine() throws IOException, InvalidSourceException {
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    line++;
    var bytes = new ByteArrayOutputStream();
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (bytes.size() == MAX_LINE_BYTES) {
        String text = "the line is longer than " + MAX_LINE_BYTES + " bytes";
        throw new InvalidSourceException(List.of(new Problem(name, line, 1, text, "")));
      }
      bytes.write(next);
    }
    return Optional.of(Bytes.of(bytes.toByteArray()));
  }

  private static boolean isBlank(Bytes line) {
    for (byte each : line.toArray()) {
      if (each < 0 || each > ' ') {
        return false;
      }
    }
    return true;
  }
}
