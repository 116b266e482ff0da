package dev.breakwater.cli;

import dev.breakwater.cli.demo.Demo;
import dev.breakwater.cli.demo.DemoSettings;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.onshore.ConsoleSection;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One drive through the whole system. */
@Command(
    name = "demo",
    description = {
      "Runs the whole system on this machine: the onshore side, one car, one drive, a verdict.",
      "Run it again on the same data and it resumes. Exit code 0 only if the verdict is good."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--video",
      paramLabel = "FILE|DIR",
      description =
          "a video, or a folder of JPEG or PNG frames (default: a built-in synthetic drive)")
  private @Nullable Path video;

  @Option(names = "--exit", description = "leave after the verdict instead of waiting for Ctrl-C")
  private boolean exit;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8480",
      description = "port of the status for programs, 0 for a free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--console",
      paramLabel = "N",
      description =
          "port of the console, 0 for a free one (default: 8443; a free one with --port 0)")
  private @Nullable Integer console;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    var settings = new DemoSettings(data.layout(), video, port, consolePort(), exit);
    return new Demo(settings, spec.commandLine().getOut(), new SecureRandom()).run() ? 0 : 1;
  }

  /** Who asks for a free port asks for free ports. */
  private int consolePort() {
    if (console != null) {
      return console;
    }
    return port == 0 ? 0 : ConsoleSection.PORT_NUMBER;
  }
}
