package dev.breakwater.policy.bundle;

import dev.breakwater.wire.Digest;

/**
 * What a manifest says of a file.
 *
 * @param size in bytes
 */
public record ListedFile(String path, FileKind kind, long size, Digest digest) {
  /** Returns what a manifest says of {@code file}. */
  public static ListedFile of(BundleFile file, FileKind kind) {
    return new ListedFile(file.path(), kind, file.content().length(), Digest.of(file.content()));
  }

  boolean describes(BundleFile file) {
    return file.content().length() == size && Digest.of(file.content()).equals(digest);
  }
}
