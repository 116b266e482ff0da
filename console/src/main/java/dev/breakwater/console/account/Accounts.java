package dev.breakwater.console.account;

import dev.breakwater.audit.durable.DirectoryLock;
import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.console.Role;
import dev.breakwater.console.User;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * The local accounts of one installation, in a file. Other processes may change them: a running
 * console sees it with the next request. Safe for use by several threads.
 */
public final class Accounts implements SignIn {
  public static final int MIN_PASSWORD_LENGTH = 12;
  public static final int MAX_PASSWORD_LENGTH = 256;

  /** More than these are refused: a larger organization signs in by OpenID Connect. */
  static final int MAX_ACCOUNTS = 1000;

  /** No '@': names of OpenID Connect have one. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,31}");

  /** Hashes at a time: each takes 19 MiB. */
  private static final int HASHES_AT_A_TIME = 2;

  private static final int GENERATED_BYTES = 18;

  private final AccountFile file;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Semaphore hashing = new Semaphore(HASHES_AT_A_TIME, true);

  private volatile Read last = new Read("", Map.of());

  /** The file as it was read last. */
  private record Read(String mark, Map<String, Account> accounts) {}

  private Accounts(AccountFile file, InstantSource clock, SecureRandom random) {
    this.file = file;
    this.clock = clock;
    this.random = random;
  }

  /** Opens the file of accounts, which need not exist; its directory is made. */
  public static Accounts open(Path file, InstantSource clock, SecureRandom random)
      throws IOException {
    DurableFiles.createDirectories(file.toAbsolutePath().resolveSibling(""));
    return new Accounts(new AccountFile(file.toAbsolutePath()), clock, random);
  }

  @Override
  public Optional<Account> check(String name, String password) throws IOException {
    Optional<Account> account = find(name);
    // A name that does not exist costs the same hash: the time tells nobody which names do.
    PasswordHash hash = account.map(Account::password).orElseGet(PasswordHash::ofNobody);
    return matches(hash, password) ? account : Optional.empty();
  }

  private boolean matches(PasswordHash hash, String password) {
    hashing.acquireUninterruptibly();
    try {
      return hash.matches(password);
    } finally {
      hashing.release();
    }
  }

  @Override
  public Optional<Account> find(String name) throws IOException {
    return Optional.ofNullable(accounts().get(name));
  }

  /** Returns all accounts by name. */
  public List<Account> all() throws IOException {
    return List.copyOf(accounts().values());
  }

  private Map<String, Account> accounts() throws IOException {
    String mark = file.mark();
    Read known = last;
    if (!known.mark().equals(mark)) {
      known = new Read(mark, file.read());
      last = known;
    }
    return known.accounts();
  }

  /**
   * Makes an account.
   *
   * @return its password, which is shown once and never kept
   */
  public String add(String name, Set<Role> roles) throws IOException, AccountException {
    if (!NAME.matcher(name).matches()) {
      throw new AccountException(
          "'" + name + "' is no name of an account.",
          "A name has at most 32 of a-z, 0-9, '.', '_', '-', a letter first.");
    }
    if (roles.isEmpty()) {
      throw new AccountException("An account has a role.", "Name one with --role.");
    }
    String password = generated();
    change(
        accounts -> {
          if (accounts.containsKey(name)) {
            throw new AccountException("There is an account " + name + ".", "Choose another name.");
          }
          if (accounts.size() >= MAX_ACCOUNTS) {
            throw new AccountException("There are too many accounts.", "Use OpenID Connect.");
          }
          accounts.put(name, account(new User(name, roles), password));
        });
    return password;
  }

  /** Gives an account a new password; its sessions end. */
  public void setPassword(String name, String password) throws IOException, AccountException {
    if (password.length() < MIN_PASSWORD_LENGTH || password.length() > MAX_PASSWORD_LENGTH) {
      throw new AccountException(
          "A password has " + MIN_PASSWORD_LENGTH + " to " + MAX_PASSWORD_LENGTH + " characters.",
          "Choose a longer one, such as four random words.");
    }
    change(accounts -> accounts.put(name, account(known(accounts, name).user(), password)));
  }

  /** Gives an account a new random password and returns it. */
  public String renewPassword(String name) throws IOException, AccountException {
    String password = generated();
    setPassword(name, password);
    return password;
  }

  /** Removes an account; its sessions end. */
  public void remove(String name) throws IOException, AccountException {
    change(
        accounts -> {
          known(accounts, name);
          accounts.remove(name);
        });
  }

  private static Account known(Map<String, Account> accounts, String name) throws AccountException {
    Account account = accounts.get(name);
    if (account == null) {
      throw new AccountException("There is no account " + name + ".", "See 'cloud account list'.");
    }
    return account;
  }

  private Account account(User user, String password) {
    return new Account(user, PasswordHash.of(password, random), clock.millis());
  }

  /** One change of all accounts. */
  @FunctionalInterface
  private interface Change {
    void of(Map<String, Account> accounts) throws AccountException;
  }

  /** One process at a time changes the file. */
  private void change(Change change) throws IOException, AccountException {
    var lock = DirectoryLock.take(file.directory(), "another process changes the accounts");
    try {
      Map<String, Account> accounts = file.read();
      change.of(accounts);
      file.write(accounts);
    } finally {
      lock.close();
    }
  }

  private String generated() {
    byte[] bytes = new byte[GENERATED_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
