package dev.breakwater.audit.store;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.Optional;

/**
 * Where a log lives: published files that anyone may read, a private head that says which append
 * was last, and private staged appends.
 *
 * <p><b>Durability.</b> When a method returns, its effect survives a power cut. When it throws an
 * {@link IOException}, its effect may or may not have happened, as a whole; the caller finds out by
 * reading again. A reader never sees part of a file.
 *
 * <p><b>Consistency.</b> A read sees every write that returned before.
 *
 * <p><b>Concurrency.</b> {@link #compareAndSetHead} is atomic among all writers of the log; of two
 * with the same expectation one gets {@code false}. Everything else only repeats what the head
 * decided, and may be done twice with the same content.
 *
 * <p><b>Retries</b> are nobody's here: {@code log} reopens and recovers.
 */
public interface LogStore {
  /** Returns the head, or {@link Bytes#EMPTY} if the log does not exist yet. */
  Bytes head() throws IOException;

  /**
   * Replaces the head if it is {@code expected}.
   *
   * @param expected {@link Bytes#EMPTY} for no head
   * @return whether it was
   */
  boolean compareAndSetHead(Bytes expected, Bytes next) throws IOException;

  /** Returns a published file, or nothing if it is not there. */
  Optional<Bytes> read(String path) throws IOException;

  /** Publishes a file, or replaces it. */
  void write(String path, Bytes content) throws IOException;

  /** Removes a published file, if it is there. */
  void delete(String path) throws IOException;

  /** Keeps an append that the head may name next. */
  void stage(Digest name, Bytes content) throws IOException;

  /** Returns a staged append, or nothing if it is not there. */
  Optional<Bytes> staged(Digest name) throws IOException;

  /** Removes all staged appends; called when the one that the head names is published. */
  void discardStaged() throws IOException;
}
