package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.console.Role;
import dev.breakwater.console.account.Account;
import dev.breakwater.console.account.AccountException;
import dev.breakwater.console.account.Accounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The local accounts of the console. A running console follows every change at once. */
@Command(
    name = "account",
    description = "Makes, lists and removes the accounts of the console.",
    mixinStandardHelpOptions = true)
final class CloudAccountCommand implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(CloudAccountCommand.class);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "add",
      description = "Makes an account and prints its password, which is kept nowhere.",
      mixinStandardHelpOptions = true)
  void add(
      @Parameters(paramLabel = "NAME", description = "at most 32 of a-z, 0-9, '.', '_', '-'")
          String name,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              required = true,
              split = ",",
              description = "operator, auditor, administrator; several with commas")
          String[] roles,
      @Mixin DataOption data)
      throws IOException, CommandFailedException {
    try {
      Set<Role> wanted = roles(roles);
      String password = accounts(data).add(name, wanted);
      log.info("event=account_added account={} roles={}", name, wanted);
      out().println(password);
    } catch (AccountException e) {
      throw refused(e);
    }
  }

  @Command(
      name = "password",
      description = {
        "Gives an account a new password and prints it; it is kept nowhere. Its sessions end."
      },
      mixinStandardHelpOptions = true)
  void password(@Parameters(paramLabel = "NAME") String name, @Mixin DataOption data)
      throws IOException, CommandFailedException {
    try {
      String password = accounts(data).renewPassword(name);
      log.info("event=account_password_renewed account={}", name);
      out().println(password);
    } catch (AccountException e) {
      throw refused(e);
    }
  }

  @Command(
      name = "remove",
      description = "Removes an account. Its sessions end.",
      mixinStandardHelpOptions = true)
  void remove(@Parameters(paramLabel = "NAME") String name, @Mixin DataOption data)
      throws IOException, CommandFailedException {
    try {
      accounts(data).remove(name);
      log.info("event=account_removed account={}", name);
      out().println("removed " + name);
    } catch (AccountException e) {
      throw refused(e);
    }
  }

  @Command(
      name = "list",
      description = "Lists the accounts with their roles.",
      mixinStandardHelpOptions = true)
  void list(@Mixin DataOption data) throws IOException {
    for (Account account : accounts(data).all()) {
      String roles =
          account.user().roles().stream().sorted().map(Role::name).collect(Collectors.joining(","));
      out().println(account.user().name() + " " + roles.toLowerCase(Locale.ROOT));
    }
  }

  private static Set<Role> roles(String[] words) throws CommandFailedException {
    try {
      return Arrays.stream(words)
          .map(word -> Role.valueOf(word.toUpperCase(Locale.ROOT)))
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          String.join(",", words) + " names a role that there is not.",
          "The roles are operator, auditor and administrator.",
          2);
    }
  }

  private static Accounts accounts(DataOption data) throws IOException {
    return Accounts.open(data.layout().accounts(), InstantSource.system(), new SecureRandom());
  }

  private static CommandFailedException refused(AccountException e) {
    return new CommandFailedException(String.valueOf(e.getMessage()), e.remedy(), 2);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
