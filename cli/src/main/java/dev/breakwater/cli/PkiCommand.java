package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Certificates of vehicles and receivers. */
@Command(
    name = "pki",
    description = "Makes a certificate authority and issues certificates.",
    mixinStandardHelpOptions = true)
final class PkiCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "init",
      description = "Makes a certificate authority in DIR; refuses to replace one.",
      mixinStandardHelpOptions = true)
  void init(
      @Parameters(paramLabel = "DIR", description = "where its key and certificate are written")
          Path directory,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              defaultValue = "Breakwater CA",
              description = "common name (default: ${DEFAULT-VALUE})")
          String name)
      throws IOException, CommandFailedException {
    try {
      CertificateAuthority.init(directory, name, InstantSource.system(), new SecureRandom());
    } catch (FileAlreadyExistsException e) {
      throw exists(directory);
    }
    out().println("certificate authority in " + directory);
  }

  @Command(
      name = "issue",
      description = "Issues a certificate with a new key into DIR; refuses to replace one.",
      mixinStandardHelpOptions = true)
  void issue(
      @Option(
              names = "--ca",
              paramLabel = "CADIR",
              required = true,
              description = "directory made by 'pki init'")
          Path authority,
      @ArgGroup(exclusive = true, multiplicity = "1") Holder holder,
      @Parameters(paramLabel = "DIR", description = "where key and certificate are written")
          Path directory)
      throws IOException, CommandFailedException {
    var random = new SecureRandom();
    var ca = CertificateAuthority.open(authority, InstantSource.system(), random);
    try {
      if (holder.vehicle) {
        VehicleRef vehicle = VehicleRef.random(random);
        Credentials issued = ca.issueVehicle(vehicle, directory);
        out().println("vehicle " + vehicle + ", valid until " + issued.expiresAt());
      } else {
        Credentials issued = ca.issueServer(holder.hosts, directory);
        out().println("server " + holder.hosts + ", valid until " + issued.expiresAt());
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(directory);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static CommandFailedException exists(Path directory) {
    return new CommandFailedException(
        directory + " has keys already and they are not replaced.", "Choose another directory.");
  }

  /** For whom a certificate is. */
  private static final class Holder {
    @Option(names = "--vehicle", description = "a vehicle, with a new random reference")
    private boolean vehicle;

    @Option(
        names = "--server",
        paramLabel = "HOST",
        description = "a receiver, by DNS name or IP address; may be repeated")
    private List<String> hosts = List.of();
  }
}
