package dev.breakwater.agent.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.wire.Signal;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recorded signals of a drive: JSON lines {@code {"t": 1200, "path": "Vehicle.Speed", "value":
 * "12.3"}}, {@code t} in milliseconds since the start. Every line, ended by a line feed or by the
 * file, comes out exactly once. Used by one thread.
 */
public final class SignalTrace implements AutoCloseable {
  /** The longest line that is looked at, bytes. */
  static final int MAX_LINE_BYTES = 4096;

  private static final int MAX_PATH_LENGTH = 256;
  private static final int MAX_VALUE_LENGTH = 1024;
  private static final long MAX_MILLIS = 366L * 24 * 3600 * 1000;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final InputStream in;

  // Read but not handed out yet; null where the next line is still to be read.
  private @Nullable TraceLine ahead;

  private SignalTrace(InputStream in) {
    this.in = in;
  }

  public static SignalTrace open(Path file) throws IOException {
    return new SignalTrace(new BufferedInputStream(Files.newInputStream(file)));
  }

  /** Returns a trace without lines. */
  public static SignalTrace empty() {
    return new SignalTrace(InputStream.nullInputStream());
  }

  /** Passes over lines that were read before. */
  public void skip(long lines) throws IOException {
    for (long left = lines; left > 0 && rawLine().isPresent(); left--) {}
  }

  /** Returns the next line if its time has come; lines that cannot be read are always due. */
  public Optional<TraceLine> nextUntil(long millis) throws IOException {
    if (ahead == null) {
      ahead = rawLine().map(SignalTrace::parse).orElse(null);
    }
    if (ahead == null || (ahead instanceof TraceLine.Sample s && s.millis() > millis)) {
      return Optional.empty();
    }
    var due = Optional.of(ahead);
    ahead = null;
    return due;
  }

  /** Returns the bytes of the next line, none of them if it is too long; empty at the end. */
  private Optional<byte[]> rawLine() throws IOException {
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    var line = new ByteArrayOutputStream();
    long length = 0;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (++length <= MAX_LINE_BYTES) {
        line.write(next);
      }
    }
    return Optional.of(length <= MAX_LINE_BYTES ? line.toByteArray() : new byte[0]);
  }

  private static TraceLine parse(byte[] line) {
    if (line.length == 0) {
      return new TraceLine.Unreadable("the line is empty or too long");
    }
    try {
      return sample(JSON.readTree(new String(line, StandardCharsets.UTF_8)));
    } catch (JsonProcessingException e) {
      return new TraceLine.Unreadable("the line is not JSON");
    }
  }

  private static TraceLine sample(JsonNode node) {
    JsonNode millis = node.path("t");
    JsonNode path = node.path("path");
    JsonNode value = node.path("value");
    if (!millis.canConvertToLong() || !path.isTextual() || !value.isValueNode()) {
      return new TraceLine.Unreadable("the line is not a sample");
    }
    boolean fits =
        millis.longValue() >= 0
            && millis.longValue() <= MAX_MILLIS
            && path.textValue().length() <= MAX_PATH_LENGTH
            && value.asText().length() <= MAX_VALUE_LENGTH;
    return fits
        ? new TraceLine.Sample(millis.longValue(), new Signal(path.textValue(), value.asText()))
        : new TraceLine.Unreadable("the sample is out of range");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
