package dev.breakwater.console.serve;

import dev.breakwater.console.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in by an organization's own OpenID Connect provider.
 *
 * @param name of the provider, on the button and behind the '@' of user names
 * @param issuer the provider (OpenID Connect Discovery 1.0); https, or http on this machine
 * @param clientSecret of the console at the provider
 * @param console address under which people reach the console, as the provider knows it
 * @param nameClaim claim of the ID token that names the user
 * @param rolesClaim claim with the user's groups; dots lead into objects
 * @param roles the groups that have each role
 * @param authority PEM of the authority that signed the provider's certificate; null for those of
 *     the JDK
 */
public record OpenIdSettings(
    String name,
    URI issuer,
    String clientId,
    String clientSecret,
    URI console,
    String nameClaim,
    String rolesClaim,
    Map<Role, Set<String>> roles,
    @Nullable Path authority) {
  /**
   * @throws IllegalArgumentException if the provider would be reached without TLS
   */
  public OpenIdSettings {
    roles = Map.copyOf(roles);
    boolean local = Set.of("localhost", "127.0.0.1").contains(String.valueOf(issuer.getHost()));
    if (!"https".equals(issuer.getScheme()) && !local) {
      throw new IllegalArgumentException("the issuer is an https address");
    }
    if (!"https".equals(console.getScheme())) {
      throw new IllegalArgumentException("the console's own address is an https address");
    }
  }

  /** Returns the same with the client's secret. */
  public OpenIdSettings with(String secret) {
    return new OpenIdSettings(
        name, issuer, clientId, secret, console, nameClaim, rolesClaim, roles, authority);
  }

  /** Where the provider sends the browser back to. */
  String callback() {
    return console.resolve(OpenIdDoor.CALLBACK).toString();
  }

  Optional<Path> authorityFile() {
    return Optional.ofNullable(authority);
  }

  /** The client's secret is in no log. */
  @Override
  public String toString() {
    return "OpenIdSettings[" + issuer + "]";
  }
}
