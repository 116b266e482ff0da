package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.keys.Pkcs11KeyVault;
import dev.breakwater.agent.keys.Pkcs11Settings;
import dev.breakwater.agent.keys.TokenPin;
import dev.breakwater.agent.keys.VaultCredential;
import dev.breakwater.policy.source.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Where the car's keys are.
 *
 * @param credential of the encrypted file
 * @param token where the hardware vault is
 * @param pinFile where its PIN is
 * @param pinVariable of the environment with the PIN, where there is no file
 */
public record KeysSection(
    Vault vault,
    Optional<Path> credential,
    Pkcs11Settings token,
    Optional<Path> pinFile,
    String pinVariable) {
  /** The kinds of vault. */
  public enum Vault {
    FILE,
    PKCS11
  }

  private static final Setting<Vault> VAULT =
      Setting.of(
          "vault",
          "file",
          "file: encrypted, in the data directory; pkcs11: in a token, which no key leaves",
          text -> Fields.named(Vault.class, text));
  private static final Setting<Optional<Path>> CREDENTIAL =
      Setting.optional(
          "credential",
          "file with the passphrase of the encrypted file; none: one is made beside it",
          Quantities::path);

  /** The library of any token. */
  public static final Setting<Path> LIBRARY =
      Setting.of(
          "library",
          "/usr/lib/softhsm/libsofthsm2.so",
          "PKCS#11 library of the token's maker",
          Quantities::path);

  private static final Setting<String> TOKEN =
      Setting.of("token", "breakwater", "label of the token", Fields::text);
  private static final Setting<String> LABEL =
      Setting.of("label", "breakwater", "beginning of the labels of the keys", Fields::id);

  /** The PIN of any token. */
  public static final Setting<Optional<Path>> PIN_FILE =
      Setting.optional("pin-file", "file with the PIN of the token", Quantities::path);

  private static final Setting<String> PIN_VARIABLE =
      Setting.of(
          "pin-variable",
          "BREAKWATER_PIN",
          "variable of the environment with the PIN, where there is no file",
          Fields::text);

  public static final Section<KeysSection> SECTION =
      new Section<>(
          KeysSection.class,
          "keys",
          "Where the car's keys are.",
          List.of(VAULT, CREDENTIAL, LIBRARY, TOKEN, LABEL, PIN_FILE, PIN_VARIABLE),
          KeysSection::build);

  private static KeysSection build(Values values) {
    var token = new Pkcs11Settings(values.of(LIBRARY), values.of(TOKEN), values.of(LABEL));
    return new KeysSection(
        values.of(VAULT),
        values.of(CREDENTIAL),
        token,
        values.of(PIN_FILE),
        values.of(PIN_VARIABLE));
  }

  /**
   * Opens the vault, having made its keys on first use.
   *
   * @param file where the encrypted file is
   * @throws IOException also if what opens it is missing or wrong
   */
  public KeyVault open(Path file, SecureRandom random) throws IOException {
    return switch (vault) {
      case FILE ->
          credential.isPresent()
              ? FileKeyVault.openOrCreate(file, VaultCredential.read(credential.get()), random)
              : FileKeyVault.openOrCreate(file, random);
      case PKCS11 -> Pkcs11KeyVault.openOrCreate(token, pin());
    };
  }

  private TokenPin pin() throws IOException {
    if (pinFile.isPresent()) {
      return TokenPin.read(pinFile.get());
    }
    String pin = System.getenv(pinVariable);
    if (pin == null || pin.isEmpty()) {
      throw new IOException(
          "the PIN of the token is missing; name 'pin-file' or set " + pinVariable);
    }
    return TokenPin.of(pin);
  }
}
