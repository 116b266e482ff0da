package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.FileAnonymizer;
import dev.breakwater.anonymizer.files.FileOptions;
import dev.breakwater.anonymizer.files.FileResult;
import dev.breakwater.anonymizer.files.OutputConflictException;
import dev.breakwater.anonymizer.files.Provenance;
import dev.breakwater.anonymizer.files.StreamAnonymizer;
import dev.breakwater.anonymizer.files.StreamOutput;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Anonymizes files, and pixels that come or go through a pipe. */
@Command(
    name = "anonymize",
    description = {
      "Covers faces and plates in images, folders of images (mirrored) and video.",
      "Beside each output lie NAME.masks.jsonl, the masked areas, and NAME.manifest.json, what the"
          + " output is and how it was made; with --signing-key also NAME.manifest.sig. Audio and"
          + " metadata are dropped unless an option keeps them. What an earlier run completed the same way is skipped. Exit code"
          + " 1 if anything could not be fully anonymized; it is then left out."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      AnonymizeLiveCommand.class,
      AnonymizeServeCommand.class,
      AnonymizeVerifyCommand.class,
      AnonymizeKeygenCommand.class,
      AnonymizeModelCommand.class
    })
final class AnonymizeCommand implements Callable<Integer> {
  private static final int FRAMES_AHEAD = 4;

  @Parameters(
      paramLabel = "IN",
      arity = "0..*",
      description = "files and folders; or - alone, for pixels from standard input")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description =
          "folder to write to, made if there is none; for a single input also a file, or - for"
              + " pixels on standard output; without it, NAME_anonymized beside each input")
  private @Nullable Path output;

  @Option(
      names = "--disable-progress-output",
      description = "prints nothing but one line for each file")
  private boolean quiet;

  @Mixin private KeepOptions keep = new KeepOptions();
  @Mixin private ManifestOptions beside = new ManifestOptions();
  @Mixin private PixelOptions pixels = new PixelOptions();
  @Mixin private AnonymizeOptions options = new AnonymizeOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    boolean piped = isPipe(output) || inputs.stream().anyMatch(AnonymizeCommand::isPipe);
    requireInputs(piped);
    StreamOutput stream = piped ? streamOutput() : null;
    options.warn(err());
    keep.warn(err());
    try (Anonymizer anonymizer = options.open()) {
      Provenance provenance = options.provenance(anonymizer, beside.signer());
      return stream == null
          ? files(new FileAnonymizer(anonymizer, report(), provenance, fileOptions()))
          : stream(new StreamAnonymizer(anonymizer, provenance, beside.exports()), stream);
    }
  }

  private FileOptions fileOptions() {
    return new FileOptions(beside.exports(), keep.audio(), keep.metadata());
  }

  private int files(FileAnonymizer anonymizer) throws IOException, CommandFailedException {
    try {
      List<FileResult> results =
          output == null
              ? anonymizer.anonymizeBeside(inputs)
              : anonymizer.anonymize(inputs, output);
      return results.stream().allMatch(FileResult::isComplete) ? 0 : 1;
    } catch (OutputConflictException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private int stream(StreamAnonymizer anonymizer, StreamOutput to)
      throws IOException, CommandFailedException {
    Path input = inputs.get(0);
    String name = isPipe(input) ? PixelOptions.PIPE : String.valueOf(input.getFileName());
    try (FrameSource source = source(input)) {
      FileResult result = anonymizer.anonymize(name, source, to);
      report().stream(name, result);
      return result.isComplete() ? 0 : 1;
    } catch (UnreadableSourceException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private FrameSource source(Path input) throws UnreadableSourceException, CommandFailedException {
    FrameSource source =
        isPipe(input) ? FrameSource.raw(System.in, pixels.input(), 0) : FrameSource.open(input, 0);
    return FrameSource.ahead(source, FRAMES_AHEAD);
  }

  private StreamOutput streamOutput() throws CommandFailedException {
    Path input = inputs.get(0);
    if (isPipe(input)) {
      pixels.input();
    }
    if (output == null) {
      throw new CommandFailedException(
          "Where pixels from a pipe should go is not said.", "Give -o FILE.mp4 or -o -.", 2);
    }
    return pixels.output(output, isPipe(input) ? "pipe" : stem(input));
  }

  private static String stem(Path input) {
    String name = String.valueOf(input.getFileName());
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  private void requireInputs(boolean piped) throws CommandFailedException {
    if (inputs.isEmpty()) {
      throw new CommandFailedException(
          "Inputs are needed.", "See 'breakwater anonymize --help'.", 2);
    }
    if (piped && inputs.size() > 1) {
      throw new CommandFailedException("A pipe is one stream.", "Give a single input.", 2);
    }
    if (piped && keep.any()) {
      throw new CommandFailedException(
          "A pipe carries pixels only.", "Leave --keep-audio and --keep-metadata out.", 2);
    }
    if (!piped) {
      pixels.requireNoEvidence();
    }
    for (Path input : inputs) {
      if (input.toString().startsWith("rtsp") && input.toString().contains(":/")) {
        throw new CommandFailedException(
            "A camera is no file.", "Use 'breakwater anonymize live'.", 2);
      }
      if (!isPipe(input) && !Files.exists(input)) {
        throw new CommandFailedException(
            input + " does not exist.", "Name an image, a video or a folder.", 2);
      }
    }
  }

  private static boolean isPipe(@Nullable Path path) {
    return path != null && path.toString().equals(PixelOptions.PIPE);
  }

  /** Nothing but pixels goes to standard output, if any do. */
  private AnonymizeReport report() {
    return new AnonymizeReport(isPipe(output) ? err() : spec.commandLine().getOut(), err(), quiet);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
