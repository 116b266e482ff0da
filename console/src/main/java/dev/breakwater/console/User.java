package dev.breakwater.console;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name of the account, as statements in the log name it
 */
public record User(String name, Set<Role> roles) {
  public User {
    roles = Set.copyOf(roles);
  }

  /** Returns whether the user has one of the roles. */
  public boolean hasOneOf(Set<Role> wanted) {
    return wanted.stream().anyMatch(roles::contains);
  }
}
