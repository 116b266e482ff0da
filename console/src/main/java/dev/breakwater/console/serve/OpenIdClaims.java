package dev.breakwater.console.serve;

import dev.breakwater.console.Role;
import dev.breakwater.console.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who an ID token names, and what he may do. */
final class OpenIdClaims {
  private static final int MAX_NAME_LENGTH = 64;

  private final OpenIdSettings settings;

  OpenIdClaims(OpenIdSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the user; empty if the token is for another client or another attempt, or if none of
   * its groups has a role here.
   *
   * @param token the claims of the ID token, whose signature and times have been checked
   */
  Optional<User> user(JsonObject token, String nonce) {
    if (!nonce.equals(token.getString("nonce"))
        || !settings.issuer().toString().equals(token.getString("iss"))
        || !texts(token.getValue("aud")).contains(settings.clientId())) {
      return Optional.empty();
    }
    String name = token.getString(settings.nameClaim(), "");
    Set<Role> roles = roles(token);
    if (!isPlain(name) || roles.isEmpty()) {
      return Optional.empty();
    }
    // With an '@', so that nobody of the provider's can be taken for a local account.
    return Optional.of(new User(name + "@" + settings.name(), roles));
  }

  /** A statement in the log carries the name. */
  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_LENGTH
        && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
  }

  private Set<Role> roles(JsonObject token) {
    Object value = token;
    for (String part : settings.rolesClaim().split("\\.", -1)) {
      value = value instanceof JsonObject object ? object.getValue(part) : null;
    }
    Set<String> groups = texts(value);
    Set<Role> roles = EnumSet.noneOf(Role.class);
    settings
        .roles()
        .forEach(
            (role, wanted) -> {
              if (wanted.stream().anyMatch(groups::contains)) {
                roles.add(role);
              }
            });
    return roles;
  }

  private static Set<String> texts(@Nullable Object value) {
    Set<String> texts = new HashSet<>();
    if (value instanceof JsonArray array) {
      array.forEach(each -> texts.add(String.valueOf(each)));
    } else if (value instanceof String text) {
      texts.add(text);
    }
    return texts;
  }
}
