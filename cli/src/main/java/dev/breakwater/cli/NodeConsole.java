package dev.breakwater.cli;

import dev.breakwater.cli.NodeSettings.Desk;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.installation.FirstAccount;
import dev.breakwater.cli.installation.Trust;
import dev.breakwater.cli.onshore.ConsoleSection;
import dev.breakwater.console.Section;
import dev.breakwater.console.account.AccountSection;
import dev.breakwater.console.account.Accounts;
import dev.breakwater.console.account.SignInJournal;
import dev.breakwater.console.serve.Console;
import dev.breakwater.console.serve.ConsoleSettings;
import dev.breakwater.console.serve.LiveTopics;
import dev.breakwater.console.serve.RouteTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The console of this node: its certificate, its accounts, and its sections. */
final class NodeConsole {
  private final DataLayout data;
  private final InstantSource clock;
  private final SecureRandom random;

  NodeConsole(DataLayout data, InstantSource clock, SecureRandom random) {
    this.data = data;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Starts the console.
   *
   * @param out gets the password of the first account, once
   */
  Console start(Desk desk, LiveTopics live, List<? extends Section> sections, PrintWriter out)
      throws IOException, CommandFailedException, InterruptedException {
    ConsoleSection told = desk.console();
    FirstAccount.prepare(data, clock, random, out);
    Accounts accounts = Accounts.open(data.accounts(), clock, random);
    var journal = new SignInJournal(clock);
    List<Section> all = new ArrayList<>(sections);
    all.add(new AccountSection(accounts, journal, clock));
    Path own = new Trust(data, random).console(clock);
    int port = told.port() == 0 ? before() : told.port();
    var settings =
        new ConsoleSettings(
            told.host(),
            port,
            told.certificate().orElse(own.resolve("certificate.pem")),
            told.key().orElse(own.resolve("key.pem")),
            data.onshore().log(),
            desk.openId());
    try {
      return Console.start(
          settings,
          accounts,
          new Console.Content(RouteTable.of(all), live, journal),
          new Console.Sources(clock, random));
    } catch (IOException e) {
      throw new CommandFailedException(
          e.getMessage() + ".", "Choose another port of the console, or 0 for a free one.");
    }
  }

  /** A restarted console keeps its port: people have its address. */
  private int before() throws IOException, CommandFailedException {
    return Files.exists(data.endpoints())
        ? Math.max(0, Endpoints.read(data.endpoints()).console().getPort())
        : 0;
  }
}
