package dev.breakwater.console.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.console.Role;
import dev.breakwater.console.User;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The accounts as one JSON file that only its owner may read; it changes as a whole. */
final class AccountFile {
  /** A larger file is refused. */
  static final int MAX_BYTES = 4 << 20;

  private static final int VERSION = 1;

  private final ObjectMapper json = new ObjectMapper();
  private final Path file;

  AccountFile(Path file) {
    this.file = file;
  }

  Path directory() {
    return file.resolveSibling("");
  }

  /** Returns what changes whenever the file does. */
  String mark() throws IOException {
    return Files.exists(file)
        ? Files.getAttribute(file, "unix:ino") + "/" + Files.getLastModifiedTime(file)
        : "";
  }

  /**
   * Returns the accounts by name; none if there is no file.
   *
   * @throws IOException if it is not what {@link #write} wrote
   */
  Map<String, Account> read() throws IOException {
    Map<String, Account> accounts = new TreeMap<>();
    if (!Files.exists(file)) {
      return accounts;
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than a file of accounts can be");
    }
    try {
      JsonNode root = json.readTree(Files.readAllBytes(file));
      if (root.path("version").asInt() != VERSION) {
        throw new IOException(file + ": version " + root.path("version") + " is not known");
      }
      for (JsonNode each : root.path("accounts")) {
        Account account = account(each);
        accounts.put(account.user().name(), account);
      }
      return accounts;
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static Account account(JsonNode node) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    node.path("roles").forEach(role -> roles.add(Role.valueOf(role.asText())));
    return new Account(
        new User(node.path("name").asText(), roles),
        new PasswordHash(node.path("password").asText()),
        node.path("changedAtMillis").asLong());
  }

  void write(Map<String, Account> accounts) throws IOException {
    ObjectNode root = json.createObjectNode().put("version", VERSION);
    var list = root.putArray("accounts");
    for (Account account : accounts.values()) {
      ObjectNode node = list.addObject().put("name", account.user().name());
      account.user().roles().stream().sorted().forEach(r -> node.withArray("roles").add(r.name()));
      node.put("password", account.password().encoded());
      node.put("changedAtMillis", account.changedAtMillis());
    }
    // Of mode 0600, as the JDK makes temporary files.
    Path fresh = Files.createTempFile(directory(), ".accounts-", "");
    DurableFiles.write(file, fresh, Bytes.of(json.writeValueAsBytes(root)));
  }
}
