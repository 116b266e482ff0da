package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.Provenance;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.Watch;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.serve.AccessToken;
import dev.breakwater.anonymizer.serve.AnonymizeService;
import dev.breakwater.anonymizer.serve.CannotServeException;
import dev.breakwater.anonymizer.serve.Parts;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Anonymizes what is posted to it. */
@Command(
    name = "serve",
    description = {
      "Runs a service that anonymizes pictures and clips posted to it, until Ctrl-C.",
      "POST the bytes to /v1/file with 'Authorization: Bearer TOKEN'; docs/serve.md has the rest. A"
          + " stop forgets all tasks and removes their files."
    },
    mixinStandardHelpOptions = true)
final class AnonymizeServeCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 60_000;

  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "breakwater-serve",
      description =
          "where token, certificate and tasks lie, mode 0700 (default: ./${DEFAULT-VALUE})")
  private Path data = Path.of("");

  @Option(
      names = "--listen",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "address of this machine (default: ${DEFAULT-VALUE})")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8443",
      description = "port; 0 for any (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "PEM chain; without it a certificate for this machine alone is made")
  private @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "its key, PEM (PKCS#8)")
  private @Nullable Path key;

  @Option(
      names = "--plain-http",
      description = "without TLS, behind a proxy; on a loopback address only")
  private boolean plain;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "the clients' token, mode 0600; made if there is none (default: DIR/token)")
  private @Nullable Path tokenFile;

  @Option(
      names = "--allow",
      paramLabel = "METHOD",
      split = ",",
      defaultValue = "solid,mosaic",
      description = "what a client may ask for besides --replacewith (default: ${DEFAULT-VALUE})")
  private Set<Redaction> allowed = Set.of();

  @Mixin private SigningKeyOption signingKey = new SigningKeyOption();
  @Mixin private ServeLimits limits = new ServeLimits();
  @Mixin private AnonymizeOptions options = new AnonymizeOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    options.warn(err());
    StopSignal signal = StopSignal.listen(() -> {});
    try {
      serve(signal);
      log("stopped; all tasks are removed");
      return 0;
    } catch (CannotServeException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (BindException e) {
      throw new CommandFailedException(
          host + ":" + port + " cannot be listened on: " + e.getMessage() + ".",
          "Give another --listen or --port.");
    } finally {
      signal.finished();
    }
  }

  private void serve(StopSignal signal)
      throws IOException, CommandFailedException, CannotServeException, InterruptedException {
    try (Watch watch = options.openWatch();
        AnonymizeService service = start(watch)) {
      log("listening on " + scheme() + "://" + host + ":" + service.port() + "/v1/file");
      boolean asked = false;
      while (!asked) {
        asked = signal.await(LOOK_MILLIS);
      }
    }
  }

  private AnonymizeService start(Watch watch)
      throws IOException, CommandFailedException, CannotServeException {
    if (port < 0 || port > MAX_PORT) {
      throw new CommandFailedException(
          "--port " + port + " is out of range.", "Give 0 to " + MAX_PORT + ".", 2);
    }
    var random = new SecureRandom();
    var address = new InetSocketAddress(host, port);
    Signer signer = signingKey.signer();
    Profile profile = options.fileProfile();
    Set<Redaction> methods = EnumSet.of(profile.redaction());
    methods.addAll(allowed);
    AnonymizeService.prepare(data);
    var parts =
        new Parts(
            watch,
            profile,
            methods,
            gate -> provenance(gate, signer),
            token(random),
            limits.limits(),
            InstantSource.system(),
            random,
            this::log);
    return AnonymizeService.start(address, tls(address, random), data, parts);
  }

  private Provenance provenance(Anonymizer gate, Signer signer) {
    try {
      return options.provenance(gate, signer);
    } catch (IOException | CommandFailedException e) {
      throw new IllegalStateException("the options were good at the start", e);
    }
  }

  private AccessToken token(SecureRandom random) throws IOException, CannotServeException {
    Path file = tokenFile == null ? data.resolve("token") : tokenFile;
    if (!Files.exists(file)) {
      AccessToken.create(file, random);
      log("made a new token in " + file);
    }
    return AccessToken.read(file);
  }

  private @Nullable SSLContext tls(InetSocketAddress address, SecureRandom random)
      throws IOException, CommandFailedException {
    if (plain) {
      return null;
    }
    if (certificate != null && key != null) {
      return ServerTls.read(certificate, key);
    }
    if (certificate != null || key != null) {
      throw new CommandFailedException(
          "--tls-certificate and --tls-key go together.", "Give both.", 2);
    }
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new CommandFailedException(
          host + " is seen by other machines and needs a certificate.",
          "Give --tls-certificate and --tls-key.",
          2);
    }
    Path own = data.resolve("tls");
    SSLContext context = ServerTls.loopback(own, random);
    log("clients trust " + own.resolve("ca").resolve("certificate.pem"));
    return context;
  }

  private String scheme() {
    return plain ? "http" : "https";
  }

  private void log(String line) {
    PrintWriter err = err();
    err.println(line);
    err.flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
