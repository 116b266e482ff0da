package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymizeServeCommandTest {
  @TempDir Path directory;

  private record Result(int exitCode, String err) {}

  private Result serve(String... options) {
    var err = new StringWriter();
    String[] words = new String[options.length + 4];
    words[0] = "anonymize";
    words[1] = "serve";
    words[2] = "--data";
    words[3] = directory.resolve("data").toString();
    System.arraycopy(options, 0, words, 4, options.length);
    int exitCode =
        Main.commandLine().setOut(new PrintWriter(err)).setErr(new PrintWriter(err)).execute(words);
    return new Result(exitCode, err.toString());
  }

  @Test
  void service_seenByOtherMachinesWithoutACertificate_isNotStarted() {
    Result result = serve("--listen", "0.0.0.0", "--port", "0");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("needs a certificate. Give --tls-certificate and --tls-key.");
    result = serve("--listen", "0.0.0.0", "--port", "0", "--plain-http");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("plain HTTP would show pictures and the token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--max-body=0",
        "--max-body=99999999999999999",
        "--max-pixels=67108865",
        "--running=0",
        "--tls-key=key.pem",
        "--replacewith=paint",
        "--allow=paint",
        "--port=many"
      })
  void option_outOfRange_isOneLineAndExitCodeTwo(String option) {
    Result result = serve(option);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err().lines().filter(line -> line.startsWith("breakwater"))).hasSize(1);
    assertThat(result.err()).doesNotContain("listening");
  }

  @Test
  void port_thatIsTaken_isSaid() throws IOException {
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Result result = serve("--port", Integer.toString(taken.getLocalPort()));
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("cannot be listened on").contains("--port");
    }
    assertThat(directory.resolve("data/tasks")).doesNotExist();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("data/token"))))
        .isEqualTo("rw-------");
  }

  @Test
  void loopbackCertificate_isMadeOnce() throws Exception {
    Path folder = directory.resolve("tls");
    ServerTls.loopback(folder, new SecureRandom());
    String first = Files.readString(folder.resolve("server/certificate.pem"));
    assertThat(first).contains("BEGIN CERTIFICATE");
    ServerTls.loopback(folder, new SecureRandom());
    assertThat(folder.resolve("server/certificate.pem")).hasContent(first);
  }

  @Test
  void pem_ofAnotherKey_isRefused() throws Exception {
    Path one = directory.resolve("one");
    Path other = directory.resolve("other");
    ServerTls.loopback(one, new SecureRandom());
    ServerTls.loopback(other, new SecureRandom());
    Path certificate = one.resolve("server/certificate.pem");
    assertThat(ServerTls.read(certificate, one.resolve("server/key.pem"))).isNotNull();
    Path text = Files.writeString(directory.resolve("text"), "no PEM");
    for (Path key : List.of(other.resolve("server/key.pem"), certificate, text)) {
      assertThatThrownBy(() -> ServerTls.read(certificate, key))
          .isInstanceOf(CommandFailedException.class)
          .hasMessageContaining("are no certificate in PEM with its key");
    }
    assertThatThrownBy(() -> ServerTls.read(text, one.resolve("server/key.pem")))
        .isInstanceOf(CommandFailedException.class);
  }
}
