package dev.breakwater.cli;

import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.ModelRejectedException;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.TooSlowException;
import dev.breakwater.cli.certify.CabinDefaultCheck;
import dev.breakwater.cli.certify.CheckResult;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks that a car collects no cabin data by default. */
@Command(
    name = CabinDefaultCheck.NAME,
    description = {
      "Checks that the car collects no cabin data unless the driver decides otherwise.",
      "Lists every function with its default, then drives a fresh car under the policy of the"
          + " installation and looks at its handles and at every byte it stored and sent.",
      "Writes DIR/certify/cabin-default/result.json. Exit code 0: passed; 3: failed; 4: not tested."
    },
    mixinStandardHelpOptions = true)
final class CertifyCabinDefaultCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    return CarStops.toldBy(this::check);
  }

  private int check()
      throws IOException,
          CommandFailedException,
          InterruptedException,
          ModelRejectedException,
          UnreadableSourceException,
          TooSlowException,
          OutboxCorruptException {
    Path directory = data.layout().certify().resolve(CabinDefaultCheck.NAME);
    InstantSource clock = InstantSource.system();
    try (var policies = CarPolicies.open(data.layout().vehiclePolicy(), clock);
        var anonymizer =
            new Anonymizer(NetworkDetector.open(ModelDescriptor.shipped()), Profile.files())) {
      CheckResult result =
          new CabinDefaultCheck(directory, policies.inForce(), anonymizer, clock).run();
      return CertifyCarText.tell(result, directory, spec.commandLine().getOut());
    }
  }
}
