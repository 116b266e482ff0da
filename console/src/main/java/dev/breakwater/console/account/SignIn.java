package dev.breakwater.console.account;

import java.io.IOException;
import java.util.Optional;

/** Knows who may sign in with a password. Safe for use by several threads. */
public interface SignIn {
  /**
   * Returns the account whose name and password these are; as slow for a name that does not exist.
   *
   * @throws IOException if the accounts cannot be read
   */
  Optional<Account> check(String name, String password) throws IOException;

  /** Returns the account as it is now; empty if there is none any more. */
  Optional<Account> find(String name) throws IOException;
}
