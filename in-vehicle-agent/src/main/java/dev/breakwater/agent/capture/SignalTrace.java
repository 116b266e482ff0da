package dev.breakwater.agent.capture;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The recorded signals of a drive. What every line says, ended by a line feed or by the file, comes
 * out exactly once. Used by one thread.
 */
public final class SignalTrace implements SignalSource {
  /** The longest line that is looked at, bytes. */
  static final int MAX_LINE_BYTES = 4096;

  private static final String CSV = ".csv";

  private final InputStream in;
  private final LineReader reader;

  // Read but not handed out yet: what the last line said.
  private final Queue<TraceLine> ahead = new ArrayDeque<>();

  private SignalTrace(InputStream in, LineReader reader) {
    this.in = in;
    this.reader = reader;
  }

  /** Opens a recording: CSV if its name ends in {@code .csv}, else JSON lines. */
  public static SignalTrace open(Path file) throws IOException {
    return open(file, file.toString().endsWith(CSV) ? new CsvLines() : new JsonLines());
  }

  /** Opens a recording of another form. */
  public static SignalTrace open(Path file, LineReader reader) throws IOException {
    return new SignalTrace(new BufferedInputStream(Files.newInputStream(file)), reader);
  }

  /** Returns a trace without lines. */
  public static SignalTrace empty() {
    return new SignalTrace(InputStream.nullInputStream(), new JsonLines());
  }

  @Override
  public Optional<TraceLine> nextUntil(long millis) throws IOException {
    while (ahead.isEmpty() && readLine()) {}
    if (ahead.peek() instanceof TraceLine.Sample sample && sample.millis() > millis) {
      return Optional.empty();
    }
    return Optional.ofNullable(ahead.poll());
  }

  /** Reads what the next line says; returns false if there is none. */
  private boolean readLine() throws IOException {
    Optional<byte[]> line = rawLine();
    line.ifPresent(bytes -> ahead.addAll(read(bytes)));
    return line.isPresent();
  }

  private List<TraceLine> read(byte[] line) {
    return line.length == 0
        ? List.of(new TraceLine.Unreadable("the line is empty or too long"))
        : reader.read(line);
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

  @Override
  public void close() throws IOException {
    in.close();
  }
}
