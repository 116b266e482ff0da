package dev.breakwater.cli.onshore;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.vehicle.Quantities;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import dev.breakwater.console.Role;
import dev.breakwater.console.serve.OpenIdSettings;
import dev.breakwater.policy.source.Fields;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sign-in to the console by an OpenID Connect provider.
 *
 * @param provider empty for none
 * @param secret file with the client's secret
 */
public record OpenIdSection(Optional<OpenIdSettings> provider, Path secret) {
  private static final int MAX_SECRET_BYTES = 1 << 10;

  private static final Setting<Optional<URI>> ISSUER =
      Setting.optional(
          "issuer", "https address of the provider; none: local accounts", URI::create);
  private static final Setting<String> NAME =
      Setting.of("name", "sso", "of the provider: users are called NAME-OF-USER@it", Fields::text);
  private static final Setting<String> CLIENT =
      Setting.of("client-id", "breakwater", "of the console at the provider", Fields::text);
  private static final Setting<Path> SECRET =
      Setting.of(
          "client-secret-file", "openid-secret", "file with the client's secret", Quantities::path);
  private static final Setting<URI> CONSOLE =
      Setting.of(
          "console",
          "https://localhost:8443/",
          "https address of the console, as the provider knows it",
          URI::create);
  private static final Setting<String> NAME_CLAIM =
      Setting.of(
          "name-claim", "preferred_username", "claim of the ID token: the user", Fields::text);
  private static final Setting<String> ROLES_CLAIM =
      Setting.of(
          "roles-claim", "groups", "claim with the user's groups, e.g. realm.roles", Fields::text);
  private static final Setting<List<String>> OPERATOR =
      Setting.list("operator", "groups that are operators here", Fields::text);
  private static final Setting<List<String>> AUDITOR =
      Setting.list("auditor", "groups that are auditors here", Fields::text);
  private static final Setting<List<String>> ADMINISTRATOR =
      Setting.list("administrator", "groups that are administrators here", Fields::text);
  private static final Setting<Optional<Path>> AUTHORITY =
      Setting.optional(
          "authority", "PEM of the provider's own authority; none: the JDK's", Quantities::path);

  public static final Section<OpenIdSection> SECTION =
      new Section<>(
          OpenIdSection.class,
          "openid",
          "Sign-in to the console by an OpenID Connect provider.",
          List.of(
              ISSUER,
              NAME,
              CLIENT,
              SECRET,
              CONSOLE,
              NAME_CLAIM,
              ROLES_CLAIM,
              OPERATOR,
              AUDITOR,
              ADMINISTRATOR,
              AUTHORITY),
          values ->
              new OpenIdSection(
                  values
                      .of(ISSUER)
                      .map(
                          issuer ->
                              new OpenIdSettings(
                                  values.of(NAME),
                                  issuer,
                                  values.of(CLIENT),
                                  "",
                                  values.of(CONSOLE),
                                  values.of(NAME_CLAIM),
                                  values.of(ROLES_CLAIM),
                                  Map.of(
                                      Role.OPERATOR, Set.copyOf(values.of(OPERATOR)),
                                      Role.AUDITOR, Set.copyOf(values.of(AUDITOR)),
                                      Role.ADMINISTRATOR, Set.copyOf(values.of(ADMINISTRATOR))),
                                  values.of(AUTHORITY).orElse(null))),
                  values.of(SECRET)));

  /**
   * Returns the provider with the client's secret.
   *
   * @throws CommandFailedException if the file of the secret cannot be read
   */
  public Optional<OpenIdSettings> withSecret() throws IOException, CommandFailedException {
    if (provider.isEmpty()) {
      return provider;
    }
    if (!Files.isRegularFile(secret) || Files.size(secret) > MAX_SECRET_BYTES) {
      throw new CommandFailedException(
          secret + ": no client's secret.", "Write it there, or name its file.", 2);
    }
    return Optional.of(provider.get().with(Files.readString(secret).strip()));
  }
}
