package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.Scope;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.Labels;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.synthetic.GeneratedSet;
import dev.breakwater.anonymizer.synthetic.GeneratedSetWriter;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws labelled street scenes. */
@Command(
    name = "make-set",
    description = {
      "Draws street scenes with exact labels of every face and plate: all kinds of Chinese plates,"
          + " day, rain, dusk and night. They are synthetic: passing on them says that nothing is"
          + " broken, not that real faces are found.",
      "Test with 'breakwater certify anonymization DIR'."
    },
    mixinStandardHelpOptions = true)
final class CertifyMakeSetCommand implements Callable<Integer> {
  private static final int PROGRESS_PICTURES = 100;

  @Parameters(paramLabel = "DIR", description = "the folder to make")
  private Path folder = Path.of("");

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "1100",
      description =
          "how many (default: ${DEFAULT-VALUE}, over 1500 faces, 1500 plates, 200 of each kind)")
  private int pictures;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "another number draws other pictures (default: ${DEFAULT-VALUE})")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    CertifyCommand.requirePictures(pictures);
    PrintWriter err = spec.commandLine().getErr();
    try {
      GeneratedSetWriter.write(
          new GeneratedSet(seed),
          pictures,
          folder,
          done -> {
            if (done % PROGRESS_PICTURES == 0) {
              err.println(done + " of " + pictures + " pictures");
              err.flush();
            }
          });
      report(Labels.read(List.of(folder), Labels.YOLO_CLASSES));
      return 0;
    } catch (LabelsRejectedException e) {
      throw CertifyLabelOptions.rejected(e);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailedException(
          folder + " exists and is not replaced.", "Choose another folder.", 2);
    }
  }

  private void report(List<LabelledFile> files) {
    long faces = inScope(files, ObjectClass.FACE).count();
    Map<String, Long> plates =
        inScope(files, ObjectClass.PLATE)
            .collect(
                Collectors.groupingBy(
                    plate -> String.valueOf(plate.plateKind()),
                    TreeMap::new,
                    Collectors.counting()));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d synthetic pictures in %s, seed %d%n", pictures, folder, seed);
    out.printf(
        "in scope: %d faces, %d plates%n",
        faces, plates.values().stream().mapToLong(Long::longValue).sum());
    out.printf("plates by kind: %s%n", plates);
    out.flush();
  }

  private static Stream<LabelledObject> inScope(List<LabelledFile> files, ObjectClass kind) {
    return files.stream()
        .flatMap(file -> file.frames().stream())
        .flatMap(frame -> frame.picture().objects().stream())
        .filter(object -> object.kind() == kind && Scope.includes(object));
  }
}
