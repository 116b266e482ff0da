package dev.breakwater.cli.installation;

import dev.breakwater.console.Role;
import dev.breakwater.console.account.AccountException;
import dev.breakwater.console.account.Accounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;

/** The console's first account, with all roles: made when an installation has none. */
public final class FirstAccount {
  private static final String NAME = "admin";

  private FirstAccount() {}

  /**
   * Makes it, unless there are accounts.
   *
   * @param out gets its password, which is kept nowhere
   */
  public static void prepare(
      DataLayout data, InstantSource clock, SecureRandom random, PrintWriter out)
      throws IOException {
    Accounts accounts = Accounts.open(data.accounts(), clock, random);
    if (!accounts.all().isEmpty()) {
      return;
    }
    try {
      String password = accounts.add(NAME, EnumSet.allOf(Role.class));
      out.println("console: first account " + NAME + ", password " + password);
      out.flush();
    } catch (AccountException e) {
      throw new IOException("the first account cannot be made", e);
    }
  }
}
