package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.bouncycastle.LICENSE;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code breakwater-verifier.jar} as an auditor runs it: a process on the operator's directory,
 * which is mounted read-only in a name space without any network where this user may do so.
 */
class StandaloneVerifierTest {
  private static final Path JAR =
      Product.repository().resolve("audit/target/breakwater-verifier.jar");
  private static final String ALONE =
      "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && cd \"$0\" && exec \"$@\"";

  @TempDir static Path home;
  private static boolean mayMount;

  private record Result(int exitCode, String output) {}

  @BeforeAll
  static void write() throws Exception {
    new DisclosedPack(home);
    PolicyFile policy = PolicyFile.read(home.resolve("policy"));
    var prover = new Prover(LogSource.of(home.resolve("log").toString()), policy);
    Files.write(home.resolve("entry.tlog-proof"), prover.prove(17).encode().toArray());
    byte[] pack = Files.readAllBytes(home.resolve("pack.zip"));
    pack[pack.length / 2] ^= 1;
    Files.write(home.resolve("changed.zip"), pack);
    mayMount = run(List.of("unshare", "-nm", "true")).exitCode() == 0;
  }

  private static Result run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Result(process.exitValue(), said);
  }

  private static Result verifier(String arguments) throws Exception {
    assertThat(JAR).exists();
    List<String> command = new ArrayList<>();
    if (mayMount) {
      command.addAll(List.of("unshare", "-nm", "sh", "-c", ALONE, home.toString()));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
    command.addAll(List.of(arguments.split(" ", -1)));
    return run(command);
  }

  @ParameterizedTest
  @CsvSource({
    "verify log --policy policy, 0, 'verified: log breakwater.example/log, size 402'",
    "verify log, 3, integrity only",
    "verify log --policy policy-of-another, 1, broken: checkpoint",
    "prove check entry.tlog-proof --policy policy, 0, proven: entry 17 of log",
    "prove check entry.tlog-proof --policy policy-of-all, 1, witnesses that the policy asks for",
    "verify-pack pack.zip --policy policy, 0, verified: 3 entries",
    "verify-pack changed.zip --policy policy, 1, broken",
    "verify-pack pack.zip, 2, give --policy FILE",
    "verify nowhere, 2, nowhere is no directory",
    "help, 2, breakwater-verifier: verifies without trusting"
  })
  void verifier_onADirectoryThatItCannotWriteTo_saysWhatHolds(
      String arguments, int exitCode, String says) throws Exception {
    Result result = verifier(arguments);

    assertThat(result.output()).contains(says);
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void surroundings_haveNoNetworkAndNothingCanBeWritten() throws Exception {
    if (mayMount) {
      String probe = "! touch x 2>/dev/null && [ \"$(ls /sys/class/net | grep -vc '^lo$')\" = 0 ]";
      List<String> command =
          List.of(
              "unshare",
              "-nm",
              "sh",
              "-c",
              ALONE,
              home.toString(),
              "sh",
              "-c",
              "mount -t sysfs sysfs /sys && " + probe);
      assertThat(run(command).exitCode()).isZero();
    }
  }

  @Test
  void jar_carriesTheLicencesOfAllThatIsInIt() throws Exception {
    try (var jar = new JarFile(JAR.toFile())) {
      assertThat(text(jar, "breakwater")).isEqualTo(Files.readString(licence()));
      assertThat(text(jar, "bouncy-castle").strip()).isEqualTo(LICENSE.licenseText.strip());
      assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")))
          .allMatch(name -> name.matches("(dev/breakwater|org/bouncycastle)/.*"));
    }
  }

  private static Path licence() {
    return Product.repository().resolve("LICENSE");
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (var in = jar.getInputStream(jar.getEntry("META-INF/licenses/" + name + ".txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
