package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.ExportFormat;
import dev.breakwater.anonymizer.files.FileAnonymizer;
import dev.breakwater.anonymizer.files.FileResult;
import dev.breakwater.anonymizer.files.OutputConflictException;
import dev.breakwater.anonymizer.files.Progress;
import dev.breakwater.anonymizer.files.Provenance;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Anonymizes files. */
@Command(
    name = "anonymize",
    description = {
      "Covers faces and plates in images, folders of images (mirrored) and video.",
      "Beside each output lie NAME.masks.jsonl, the masked areas, and NAME.manifest.json, what the"
          + " output is and how it was made; with --signing-key also NAME.manifest.sig. Audio and"
          + " metadata are dropped. What an earlier run completed the same way is skipped. Exit code"
          + " 1 if anything could not be fully anonymized; it is then left out."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      AnonymizeVerifyCommand.class,
      AnonymizeKeygenCommand.class,
      AnonymizeModelCommand.class
    })
final class AnonymizeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "IN", arity = "0..*", description = "files and folders")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "folder to write to, made if there is none")
  private @Nullable Path output;

  @Option(
      names = "--export",
      paramLabel = "FORMAT",
      split = ",",
      description = "writes the masks also as coco (NAME.coco.json) or kitti (NAME.kitti.txt)")
  private Set<ExportFormat> exports = Set.of();

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "signs the manifests; made by 'breakwater anonymize keygen'")
  private @Nullable Path signingKey;

  @Option(
      names = "--disable-progress-output",
      description = "prints nothing but one line for each file")
  private boolean quiet;

  @Mixin private AnonymizeOptions options = new AnonymizeOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    Path folder = requireInputs();
    Signer signer = signingKey == null ? Signer.none() : AnonymizeKeys.signer(signingKey);
    options.warn(spec.commandLine().getErr());
    try (Anonymizer anonymizer = options.open()) {
      var progress = new Report(out(), spec.commandLine().getErr(), quiet);
      Provenance provenance = options.provenance(anonymizer, signer);
      List<FileResult> results =
          new FileAnonymizer(anonymizer, progress, provenance, exports).anonymize(inputs, folder);
      out().flush();
      return results.stream().allMatch(FileResult::isComplete) ? 0 : 1;
    } catch (OutputConflictException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private Path requireInputs() throws CommandFailedException {
    if (inputs.isEmpty() || output == null) {
      throw new CommandFailedException(
          "Inputs and --output are needed.", "See 'breakwater anonymize --help'.", 2);
    }
    for (Path input : inputs) {
      if (!Files.exists(input)) {
        throw new CommandFailedException(
            input + " does not exist.", "Name an image, a video or a folder.", 2);
      }
    }
    return output;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** One line for each file, and one now and then for a long one. */
  private record Report(PrintWriter out, PrintWriter err, boolean quiet) implements Progress {
    private static final int EVERY_FRAMES = 100;

    @Override
    public void frame(Path input, long done, long expected) {
      if (!quiet && done % EVERY_FRAMES == 0) {
        err.println(input + ": frame " + done + " of " + expected);
        err.flush();
      }
    }

    @Override
    public void file(FileResult result) {
      out.printf(
          "%s: %s%d frames, %d face masks, %d plate masks%s%s%n",
          result.input(),
          result.skipped() ? "complete already, skipped; " : "",
          result.frames(),
          result.faces(),
          result.plates(),
          result.withheld() == 0 ? "" : ", " + result.withheld() + " withheld",
          result.problem() == null ? "" : "; " + result.problem());
      out.flush();
    }
  }
}
