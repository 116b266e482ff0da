package dev.breakwater.policy.source;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Loads the files that are part of the product. */
public final class BuiltIn {
  private BuiltIn() {}

  /** Makes something of an author's file. */
  public interface Loader<T> {
    T load(Bytes yaml, String name) throws InvalidSourceException;
  }

  /**
   * Returns what {@code loader} makes of a file.
   *
   * @param name of the file, which lies beside {@code owner}
   */
  public static <T> T load(Class<?> owner, String name, Loader<T> loader) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return loader.load(Bytes.of(in.readAllBytes()), name);
    } catch (InvalidSourceException e) {
      throw new IllegalStateException("the built-in file " + name + " is broken", e);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
