package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option that says which network looks a second time. */
final class SecondNetwork {
  @Option(
      names = "--model",
      paramLabel = "FILE.yaml",
      description =
          "model that looks, described by 'anonymize model describe' (built in, and the default: "
              + ModelDescriptor.SHIPPED_CHECK
              + ")")
  private String model = ModelDescriptor.SHIPPED_CHECK;

  @Option(
      names = "--model-key",
      paramLabel = "FILE.pub",
      description = "public key that must have signed a model of a file")
  private @Nullable Path key;

  @Option(names = "--allow-unsigned-model", description = "takes a model that nobody signed")
  private boolean unsigned;

  /** Opens it as the gate's check is opened; the caller closes it. */
  Detector open() throws IOException, CommandFailedException {
    List<String> arguments = new ArrayList<>(List.of("--check", model));
    if (key != null) {
      arguments.addAll(List.of("--model-key", key.toString()));
    }
    if (unsigned) {
      arguments.add("--allow-unsigned-model");
    }
    var options = new ModelOptions();
    CommandLine.populateCommand(options, arguments.toArray(String[]::new));
    return options.resolve().openCheck();
  }
}
