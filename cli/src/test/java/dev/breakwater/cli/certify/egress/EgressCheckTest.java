package dev.breakwater.cli.certify.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.cli.certify.CheckResult;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import dev.breakwater.cli.certify.EnclosedCertify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command in a network namespace of its own, where nobody else's packets are. */
class EgressCheckTest {
  private static final String MARKER = "cabin-voice-7f3a91";
  private static final String ONSHORE =
      """
      networks: 1
      onshore: [{network: 198.51.100.0/24, name: receivers}]
      user-autonomous: [{command: users-own-app, what: an app of the user}]
      """;

  @TempDir Path data;
  private Path networks;

  @BeforeAll
  static void requireTools() throws Exception {
    assumeTrue(
        isThere("tcpdump", "--version") && isThere("unshare", "-n", "true") && isThere("ip", "-V"),
        "tcpdump, ip or the right to make a network namespace is absent: no capture is tested");
  }

  private static boolean isThere(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @BeforeEach
  void writeTheList() throws IOException {
    networks = Files.writeString(data.resolve("networks.yaml"), ONSHORE);
  }

  /** Runs the check for three seconds, in the last of which a shell script stands for the car. */
  private String certify(String script, String... more) throws Exception {
    Path program = Files.writeString(data.resolve("car.sh"), script);
    List<String> command =
        new ArrayList<>(
            List.of(
                "--data",
                data.toString(),
                "--networks",
                networks.toString(),
                "--seconds",
                "3",
                "--marker",
                MARKER,
                "--all-on",
                "bash " + program));
    command.addAll(List.of(more));
    return EnclosedCertify.run(command);
  }

  private CheckResult result(String check) throws IOException {
    return CheckResult.read(data.resolve("certify").resolve(check).resolve("result.json"));
  }

  private static String send(String to, int port, String text) {
    return "exec 3>/dev/udp/%s/%d\nprintf '%%b' '%s' >&3\nsleep 0.4\n".formatted(to, port, text);
  }

  @Test
  void quietCar_passesBoth_withTheCaptureAsEvidence() throws Exception {
    String said = certify(send("127.0.0.1", 9, "nothing of the cabin"));

    assertThat(result("egress-cabin").verdict()).as(said).isEqualTo(Verdict.PASS);
    assertThat(result("egress-abroad").verdict()).isEqualTo(Verdict.PASS);
    assertThat(result("egress-abroad").details()).anyMatch(line -> line.startsWith("a trial: "));
    for (CheckResult.Evidence each : result("egress-cabin").evidence()) {
      Path file = data.resolve("certify/egress-cabin").resolve(each.file());
      assertThat(CheckResult.Evidence.of(data, file).digest()).isEqualTo(each.digest());
    }
    assertThat(Files.readString(data.resolve("certify/egress/flows.json")))
        .contains("\"category\" : \"in-vehicle\"", "bash " + data.resolve("car.sh"));
  }

  @Test
  void kilobyteToAForeignAddress_turnsTheVerdict_andItsSenderIsNamed() throws Exception {
    String said = certify(send("203.0.113.5", 9, "x".repeat(1024)));

    assertThat(result("egress-abroad").verdict()).as(said).isEqualTo(Verdict.FAIL);
    assertThat(result("egress-abroad").details().get(0))
        .startsWith("goes abroad: udp ")
        .contains("203.0.113.5:9 (foreign), undeclared, 1 packets")
        .contains("by bash " + data.resolve("car.sh"));
  }

  @Test
  void flowOfTheUsersOwnApp_mayGoAbroad() throws Exception {
    // It listens there too, or the kernel would answer by itself.
    Path app =
        Files.writeString(
            data.resolve("users-own-app.py"),
            """
            import socket, time
            there = socket.socket(type=socket.SOCK_DGRAM); there.bind(("203.0.113.5", 9))
            here = socket.socket(type=socket.SOCK_DGRAM); here.bind(("203.0.113.5", 0))
            here.sendto(bytes(1024), ("203.0.113.5", 9)); time.sleep(9)
            """);
    String said = certify("exec python3 " + app + "\n");

    assertThat(result("egress-abroad").verdict()).as(said).isEqualTo(Verdict.PASS);
  }

  @Test
  void cabinMarkerInADnsQuery_cutIntoLabelsAndInBase32_turnsTheVerdict() throws Exception {
    // Base32 of the marker, in two labels of a question to a resolver inside the car.
    String query =
        "\\x12\\x34\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00"
            + "\\x10MNQWE2LOFV3G62LD\\x0dMUWTOZRTME4TC"
            + "\\x07example\\x00\\x00\\x01\\x00\\x01";
    String said = certify(send("127.0.0.1", 53, query));

    assertThat(result("egress-cabin").verdict()).as(said).isEqualTo(Verdict.FAIL);
    assertThat(result("egress-cabin").details().get(0)).contains("CABIN DATA: " + MARKER);
    assertThat(result("egress-abroad").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void listThatIsNotThePinnedOne_andAnInterfaceThatIsNotThere_areErrors() throws Exception {
    assertThat(certify("", "--networks-sha256", "00".repeat(32))).contains("not the pinned one");
    assertThat(certify("", "--interface", "no-such-0"))
        .contains("tcpdump cannot capture", "Name an interface that is there");
  }
}
