package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.StreamOutput;
import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of bare pixels in pipes, and of devices that deliver them. */
final class PixelOptions {
  /** Standard input or output. */
  static final String PIPE = "-";

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @Option(
      names = "--raw-format",
      paramLabel = "FORMAT",
      description = "layout of the pixels in a pipe, nv12 or i420 (default for output)")
  private RawVideo.@Nullable Layout layout;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "sides of the frames that come through a pipe, or are asked of a device")
  private @Nullable String size;

  @Option(
      names = "--fps",
      paramLabel = "RATE",
      description = "frames a second that come through a pipe, or are asked of a device")
  private @Nullable Double framesPerSecond;

  @Option(
      names = "--evidence",
      paramLabel = "DIR",
      description =
          "with -o -: folder for the mask list and the manifest of what went through the pipe")
  private @Nullable Path evidence;

  /** The sides of a frame, pixels. */
  record Size(int widthPx, int heightPx) {}

  /** Returns what was asked of a device's frames; 0x0 if nothing was. */
  Size size() throws CommandFailedException {
    if (size == null) {
      return new Size(0, 0);
    }
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw new CommandFailedException(
          "--size " + size + " is no size.", "Give one like 1920x1080.", 2);
    }
    return new Size(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
  }

  /** Returns the rate that was asked of a device; 0 if none was. */
  double framesPerSecond() {
    return framesPerSecond == null ? 0 : framesPerSecond;
  }

  /** Returns what comes through standard input. */
  RawVideo input() throws CommandFailedException {
    if (layout == null || size == null || framesPerSecond == null) {
      throw new CommandFailedException(
          "Pixels from a pipe do not say what they are.",
          "Give --raw-format, --size and --fps.",
          2);
    }
    try {
      return new RawVideo(layout, size().widthPx(), size().heightPx(), framesPerSecond);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "Not taken: " + e.getMessage() + ".", "Give smaller ones, above 0.", 2);
    }
  }

  /**
   * Returns the output of a stream.
   *
   * @param name of the source, after which the evidence of a pipe is named
   */
  StreamOutput output(Path output, String name) throws CommandFailedException {
    if (output.toString().equals(PIPE)) {
      RawVideo.Layout written = layout == null ? RawVideo.Layout.I420 : layout;
      String file = name + "_anonymized." + written.name().toLowerCase(Locale.ROOT);
      // System.out hides that nobody reads any more.
      var out = new FileOutputStream(FileDescriptor.out);
      return new StreamOutput.ToPipe(
          out, written, evidence == null ? null : evidence.resolve(file));
    }
    requireNoEvidence();
    String ending = output.toString().toLowerCase(Locale.ROOT);
    if (!ending.endsWith(".mp4") && !ending.endsWith(".mkv")) {
      throw new CommandFailedException(
          output + ": a stream is not written in this format.", "Name it .mp4 or .mkv.", 2);
    }
    if (Files.exists(output)) {
      throw new CommandFailedException(
          output + " exists, and a stream cannot be read again.", "Name a new file.", 2);
    }
    return new StreamOutput.ToFile(output);
  }

  void requireNoEvidence() throws CommandFailedException {
    if (evidence != null) {
      throw new CommandFailedException(
          "--evidence is for pixels written to a pipe.",
          "Beside a file its evidence lies anyway.",
          2);
    }
  }
}
