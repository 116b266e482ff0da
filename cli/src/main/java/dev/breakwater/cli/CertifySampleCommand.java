package dev.breakwater.cli;

import dev.breakwater.anonymizer.evaluate.Evaluation.SampleRule;
import dev.breakwater.anonymizer.evaluate.sample.Sample;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws what a labelling team then labels. */
@Command(
    name = "sample",
    description = {
      "Draws pictures and frames to be labelled, by GB/T 44464-2024 B.4 and B.5, from a folder of"
          + " outputs, in which each folder is a sensor, or from all clips of an onshore store."
    },
    mixinStandardHelpOptions = true)
final class CertifySampleCommand implements Callable<Integer> {
  private static final int USUAL_PICTURES = 500;

  @Parameters(
      paramLabel = "SRC",
      arity = "0..1",
      description = "folder of pictures and clips as they were sent")
  private @Nullable Path source;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "data directory of an installation; instead of SRC")
  private @Nullable Path store;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "new folder for the pictures and their labels.json, without boxes")
  private Path target = Path.of("");

  @Option(
      names = "--pictures",
      paramLabel = "COUNT",
      description = "how many in all (default: 500, what B.4 asks for)")
  private int pictures = USUAL_PICTURES;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "draws the same sample again; it is printed (default: by chance)")
  private @Nullable Long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    CertifyCommand.requirePictures(pictures);
    long used = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    if ((source == null) == (store == null)) {
      throw new CommandFailedException(
          "One source is needed.", "Give SRC or --store DIR, not both.", 2);
    }
    if (store == null) {
      draw(source, used);
    } else {
      try (var clips = new TemporaryFolder()) {
        StoredClips.write(new DataLayout(store), clips.path());
        draw(clips.path(), used);
      }
    }
    return 0;
  }

  private void draw(@Nullable Path from, long used) throws IOException, CommandFailedException {
    if (from == null || !Files.isDirectory(from)) {
      throw new CommandFailedException(from + " is no folder.", "Give a folder of outputs.", 2);
    }
    try {
      report(Sample.draw(from, target, pictures, used), used);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailedException(
          target + " exists and is not replaced.", "Choose another folder.", 2);
    }
  }

  private void report(Sample sample, long used) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("seed %d: %d pictures in %s%n", used, sample.pictures(), target);
    for (SampleRule rule : sample.rules()) {
      out.printf(
          "%-8s %s %s: %s%n",
          rule.met() ? "met" : "not met", rule.clause(), rule.asks(), rule.found());
    }
    out.println("Whether 200 faces and 200 plates are in scope (B.4) shows when it is labelled.");
    out.flush();
  }
}
