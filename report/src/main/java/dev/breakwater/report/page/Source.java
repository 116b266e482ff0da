package dev.breakwater.report.page;

import dev.breakwater.wire.Digest;

/**
 * What a figure rests on.
 *
 * @param name of the file, as the reader finds it
 * @param digest SHA-256 of its bytes, which they had when the report was made
 * @param place in it, for example an entry of the log; empty if it is the whole file
 */
public record Source(String name, Digest digest, String place) {
  public static Source file(String name, Digest digest) {
    return new Source(name, digest, "");
  }
}
