package dev.breakwater.cli.certify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code certify egress} in a network namespace, with addresses of all three kinds on its only
 * interface: nothing leaves this machine, and nobody else's packets are seen.
 */
public final class EnclosedCertify {
  private static final String NETWORK =
      "PATH=$PATH:/usr/sbin; ip link set lo up && ip address add 198.51.100.7/32 dev lo"
          + " && ip address add 203.0.113.5/32 dev lo && exec \"$@\"";

  private EnclosedCertify() {}

  /** Returns what the command said. */
  public static String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(List.of("unshare", "-n", "sh", "-c", NETWORK, "certify"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.breakwater.cli.Main", "certify", "egress"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return said;
  }
}
