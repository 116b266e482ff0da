package dev.breakwater.cli;

import dev.breakwater.cli.certify.CheckResult;
import dev.breakwater.cli.certify.NoticeCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the notice of a car. */
@Command(
    name = NoticeCheck.NAME,
    description = {
      "Checks that the car's notice has the seven items of Auto Provisions Art. 7 in Chinese, English"
          + " and Japanese.",
      "The maker's notice is in DIR/vehicle/notice; without it nothing is tested.",
      "Writes DIR/certify/notice/result.json. Exit code 0: passed; 3: failed; 4: not tested."
    },
    mixinStandardHelpOptions = true)
final class CertifyNoticeCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path directory = data.layout().certify().resolve(NoticeCheck.NAME);
    CheckResult result = new NoticeCheck(directory, data.layout().vehicleNotice()).run();
    return CertifyCarText.tell(result, directory, spec.commandLine().getOut());
  }
}
