package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.ModelRejectedException;
import dev.breakwater.anonymizer.detect.StreetDetector;
import dev.breakwater.anonymizer.files.FileAnonymizer;
import dev.breakwater.anonymizer.files.FileResult;
import dev.breakwater.anonymizer.files.OutputConflictException;
import dev.breakwater.anonymizer.files.Progress;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Anonymizes files. */
@Command(
    name = "anonymize",
    description = {
      "Covers faces and plates in images, folders of images (mirrored) and video.",
      "Beside each output a sidecar NAME.masks.jsonl lists the masked areas. Audio and metadata are"
          + " dropped. Exit code 1 if anything could not be fully anonymized; it is then left out."
    },
    mixinStandardHelpOptions = true)
final class AnonymizeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "IN", arity = "1..*", description = "files and folders")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "folder to write to, made if there is none")
  private Path output = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    requireInputs();
    try (var anonymizer =
        new Anonymizer(StreetDetector.open(ModelDescriptor.streetV0()), Profile.files())) {
      var progress = new Report(out(), spec.commandLine().getErr());
      List<FileResult> results = new FileAnonymizer(anonymizer, progress).anonymize(inputs, output);
      out().flush();
      return results.stream().allMatch(FileResult::isComplete) ? 0 : 1;
    } catch (ModelRejectedException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (OutputConflictException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private void requireInputs() throws CommandFailedException {
    for (Path input : inputs) {
      if (!Files.exists(input)) {
        throw new CommandFailedException(
            input + " does not exist.", "Name an image, a video or a folder.", 2);
      }
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** One line for each file, and one now and then for a long one. */
  private record Report(PrintWriter out, PrintWriter err) implements Progress {
    private static final int EVERY_FRAMES = 100;

    @Override
    public void frame(Path input, long done, long expected) {
      if (done % EVERY_FRAMES == 0) {
        err.println(input + ": frame " + done + " of " + expected);
        err.flush();
      }
    }

    @Override
    public void file(FileResult result) {
      out.printf(
          "%s: %d frames, %d face masks, %d plate masks%s%s%n",
          result.input(),
          result.frames(),
          result.faces(),
          result.plates(),
          result.withheld() == 0 ? "" : ", " + result.withheld() + " withheld",
          result.problem() == null ? "" : "; " + result.problem());
      out.flush();
    }
  }
}
