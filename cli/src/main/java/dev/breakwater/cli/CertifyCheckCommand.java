package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.check.CatchRate;
import dev.breakwater.anonymizer.evaluate.check.CheckTrial;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what the independent check catches. */
@Command(
    name = "check",
    description = {
      "Measures what the model of --check catches on labelled pictures, class by class: of planted"
          + " removals (each mask left out in turn) and of the objects in scope that the detector"
          + " really missed.",
      "Exit code 0: it catches half or more of the real misses of each class that it searches for;"
          + " 1: it does not, or nothing was missed, and it may not be called a check; 2: wrong usage."
    },
    mixinStandardHelpOptions = true)
final class CertifyCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "LABELS", arity = "1..*", description = "label files and folders")
  private List<Path> labels = List.of();

  @Mixin private CertifyLabelOptions labelOptions = new CertifyLabelOptions();
  @Mixin private AnonymizeOptions options = new AnonymizeOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    List<LabelledFile> files = labelOptions.read(labels);
    try (Detector check = options.openCheck();
        Detector primary = options.openDetector()) {
      var trial = new CheckTrial(primary, check);
      for (LabelledFile file : files) {
        look(trial, file);
      }
      return report(trial, check) ? 0 : 1;
    }
  }

  private static void look(CheckTrial trial, LabelledFile file) throws CommandFailedException {
    try {
      trial.look(file);
    } catch (UnreadableSourceException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (DetectionException e) {
      throw new CommandFailedException(
          file.path() + ": " + e.getMessage() + ".", "Leave it out, or give another model.");
    }
  }

  private boolean report(CheckTrial trial, Detector check) {
    PrintWriter out = spec.commandLine().getOut();
    boolean sound = true;
    for (ObjectClass kind : ObjectClass.values()) {
      if (check.classes().contains(kind)) {
        CatchRate rate = trial.rate(kind);
        out.println(rate.inWords());
        sound &= rate.mayBeCalledCheck();
      }
    }
    out.flush();
    return sound;
  }
}
