package dev.breakwater.console.account;

import dev.breakwater.console.User;
import java.io.IOException;
import java.util.Optional;

/** Knows who may sign in. Safe for use by several threads. */
public interface SignIn {
  /**
   * Returns the user whose name and password these are; as slow for a name that does not exist.
   *
   * @throws IOException if the accounts cannot be read
   */
  Optional<User> check(String name, String password) throws IOException;

  /** Returns the account as it is now; empty if there is none any more. */
  Optional<User> find(String name) throws IOException;
}
