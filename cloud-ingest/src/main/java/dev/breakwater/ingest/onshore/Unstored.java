package dev.breakwater.ingest.onshore;

import dev.breakwater.ingest.stream.Decided;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.jspecify.annotations.Nullable;

/** Lets the outcomes of one table pass, but for those whose rows were there before a loss. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class Unstored extends RichFilterFunction<Outcome> {
  private static final long serialVersionUID = 1L;

  private final Part part;

  /** File of a {@link Decided}; empty if there is none. */
  private final String file;

  private transient Decided stored;

  Unstored(Part part, @Nullable Path file) {
    this.part = part;
    this.file = file == null ? "" : file.toString();
  }

  @Override
  public void open(OpenContext context) throws IOException {
    stored = file.isEmpty() ? new Decided() : Decided.read(Path.of(file), vehicle -> true);
  }

  @Override
  public boolean filter(Outcome outcome) {
    return outcome.verdict() == part.verdict() && !stored.has(outcome);
  }
}
