package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.Labels;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How label files are read. */
final class CertifyLabelOptions {
  @Option(
      names = "--yolo-classes",
      paramLabel = "CLASS",
      split = ",",
      description =
          "classes of YOLO's numbers from 0 on, where no classes.txt says them (face,plate)")
  private List<ObjectClass> yoloClasses = Labels.YOLO_CLASSES;

  /** Reads labels; what is wrong in them is wrong usage. */
  List<LabelledFile> read(List<Path> places) throws IOException, CommandFailedException {
    for (Path place : places) {
      if (!Files.exists(place)) {
        throw new CommandFailedException(
            place + " does not exist.", "Name a label file or a folder with one.", 2);
      }
    }
    try {
      return Labels.read(places, yoloClasses);
    } catch (LabelsRejectedException e) {
      throw rejected(e);
    }
  }

  static CommandFailedException rejected(LabelsRejectedException problem) {
    return new CommandFailedException(
        String.join("\n", problem.problems()) + ".", problem.remedy(), 2);
  }
}
