package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tests of GB/T 44464-2024 and of the four requirements, as an examiner makes them. */
@Command(
    name = "certify",
    description = "Makes the tests of GB/T 44464-2024 that an examiner will make.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CertifyAnonymizationCommand.class,
      CertifyCabinDefaultCommand.class,
      CertifyNoticeCommand.class,
      CertifyCheckCommand.class,
      CertifySampleCommand.class,
      CertifyLabelsCommand.class,
      CertifyCompareCommand.class,
      CertifyMakeSetCommand.class,
      CertifyEgressCommand.class,
      CertifyAllCommand.class
    })
final class CertifyCommand implements Runnable {
  /** As many as label files may name. */
  private static final int MAX_PICTURES = 100_000;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static void requirePictures(int pictures) throws CommandFailedException {
    if (pictures < 1 || pictures > MAX_PICTURES) {
      throw new CommandFailedException(
          "--pictures " + pictures + " is out of range.", "Give 1 to " + MAX_PICTURES + ".", 2);
    }
  }
}
