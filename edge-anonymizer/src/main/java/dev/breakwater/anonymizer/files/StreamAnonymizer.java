package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.LiveFeed;
import dev.breakwater.anonymizer.frame.VideoOptions;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.Anonymizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Anonymizes one stream: a live camera or a pipe in, a video file or a pipe out. What came until a
 * stream broke off is completed all the same. Used by one thread.
 */
public final class StreamAnonymizer {
  /** How long an answer of the gate may wait to be looked at while no frame comes. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  private final Anonymizer anonymizer;
  private final Provenance provenance;
  private final Set<ExportFormat> exports = EnumSet.noneOf(ExportFormat.class);

  /**
   * @param anonymizer stays the caller's, who closes it
   * @param provenance must tell how {@code anonymizer} works
   * @param exports other forms of the mask list that are written too
   */
  public StreamAnonymizer(Anonymizer anonymizer, Provenance provenance, Set<ExportFormat> exports) {
    this.anonymizer = anonymizer;
    this.provenance = provenance;
    this.exports.addAll(exports);
  }

  /**
   * Anonymizes every frame of a source that waits.
   *
   * @param name of the source, as the evidence tells it: without credentials
   * @param source stays the caller's, who closes it
   * @throws IOException if the output cannot be written
   */
  public FileResult anonymize(String name, FrameSource source, StreamOutput output)
      throws IOException {
    try (AnonymizedFile out = open(output, source.framesPerSecond())) {
      @Nullable String problem = null;
      try {
        for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
          out.add(anonymizer.offer(next.get()));
        }
        out.add(anonymizer.finish());
        problem = source.isCutOff() ? "the stream is cut off; this is what came of it" : null;
      } catch (PipeEndException e) {
        problem = e.getMessage();
      }
      return out.finish(contentOf(name), problem);
    } finally {
      dropHeld();
    }
  }

  /**
   * Anonymizes a live camera until it is told to stop or the camera is gone.
   *
   * @param name of the camera, as the evidence tells it: without credentials
   * @param feed stays the caller's, who closes it; begins here
   * @param isOver asked all the time; an interrupt of the thread counts as a yes
   * @throws IOException if the output cannot be written
   */
  public FileResult record(String name, LiveFeed feed, StreamOutput output, BooleanSupplier isOver)
      throws IOException {
    try (AnonymizedFile out = open(output, feed.framesPerSecond())) {
      @Nullable String problem = null;
      try {
        feed.begin();
        problem = follow(feed, out, isOver);
        out.add(anonymizer.finish());
      } catch (PipeEndException e) {
        problem = e.getMessage();
      }
      return out.finish(contentOf(name), problem);
    } finally {
      dropHeld();
    }
  }

  /** Returns why the stream ended before it should. */
  private @Nullable String follow(LiveFeed feed, AnonymizedFile out, BooleanSupplier isOver)
      throws IOException {
    while (!isOver.getAsBoolean()) {
      LiveFeed.Arrival arrival = next(feed);
      if (arrival instanceof LiveFeed.Arrival.Taken taken) {
        out.add(anonymizer.offer(taken.frame(), taken.nanos()));
      } else if (arrival instanceof LiveFeed.Arrival.Dropped dropped) {
        out.add(
            List.of(new AnonymizeResult.Withheld(dropped.info(), AnonymizeResult.Reason.OVERLOAD)));
      } else if (arrival instanceof LiveFeed.Arrival.Gone) {
        return "the camera is gone; this is what came of it";
      } else {
        out.add(anonymizer.poll());
      }
    }
    return null;
  }

  private static LiveFeed.Arrival next(LiveFeed feed) {
    try {
      return feed.next(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new LiveFeed.Arrival.Gone();
    }
  }

  private AnonymizedFile open(StreamOutput output, double framesPerSecond) throws IOException {
    if (output instanceof StreamOutput.ToPipe pipe) {
      Path named = pipe.evidence() == null ? Path.of(endingOf(pipe)) : pipe.evidence();
      Task task = new Task(named, named, Task.Kind.VIDEO);
      Evidence evidence = pipe.evidence() == null ? null : new Evidence(task, provenance, exports);
      var sink = new PipeSink(pipe, framesPerSecond, String.valueOf(named.getFileName()));
      return new AnonymizedFile(task, sink, evidence);
    }
    Path file = ((StreamOutput.ToFile) output).file();
    Task task = new Task(file, file, Task.Kind.VIDEO);
    Evidence evidence = new Evidence(task, provenance, exports);
    return new AnonymizedFile(
        task, new VideoSink(file, framesPerSecond, VideoOptions.of(null)), evidence);
  }

  private static String endingOf(StreamOutput.ToPipe pipe) {
    return pipe.layout().name().toLowerCase(Locale.ROOT);
  }

  /** Nothing is kept of a stream that could be compared with a digest. */
  private static Manifest.Content contentOf(String name) {
    return new Manifest.Content(name, 0, "");
  }

  private void dropHeld() {
    for (AnonymizeResult held : anonymizer.finish()) {
      if (held instanceof AnonymizeResult.Passed passed) {
        passed.frame().close();
      }
    }
  }
}
