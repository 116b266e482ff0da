package dev.breakwater.agent.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What opens a token of PKCS#11. It comes from a file or the environment, never from a command line
 * or a configuration file, and is never shown: {@link #toString} says nothing of it.
 */
public final class TokenPin {
  /** The most characters of a PIN. */
  static final int MAX_LENGTH = 255;

  private final String pin;

  private TokenPin(String pin) {
    this.pin = pin;
  }

  /**
   * @throws IllegalArgumentException if it is empty or too long
   */
  public static TokenPin of(String pin) {
    if (pin.isEmpty() || pin.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a PIN has 1 to " + MAX_LENGTH + " characters");
    }
    return new TokenPin(pin);
  }

  /**
   * Reads the only line of a file.
   *
   * @throws IOException also if others may read the file, or it holds no PIN
   */
  public static TokenPin read(Path file) throws IOException {
    SecretFile.requirePrivate(file, "the PIN");
    try (var in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(4 * MAX_LENGTH);
      return of(new String(content, StandardCharsets.UTF_8).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  public char[] characters() {
    return pin.toCharArray();
  }

  @Override
  public String toString() {
    return "PIN";
  }
}
