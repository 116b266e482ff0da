package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Files beside the tests, as their authors write them. */
final class AuthorsFile {
  private AuthorsFile() {}

  static Bytes bytes(String name) {
    try (InputStream in = AuthorsFile.class.getResourceAsStream(name)) {
      return Bytes.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static String text(String name) {
    return new String(bytes(name).toArray(), StandardCharsets.UTF_8);
  }

  static ExporterGroups groups() {
    try {
      return ExporterGroups.load(bytes("groups.yaml"), "groups.yaml");
    } catch (InvalidSourceException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the problems that {@code load} names, each as its author reads it. */
  static String problems(ThrowingCallable load) {
    return catchThrowableOfType(InvalidSourceException.class, load).getMessage() + "\n";
  }
}
