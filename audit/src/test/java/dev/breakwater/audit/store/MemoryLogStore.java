package dev.breakwater.audit.store;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store in memory that fails on demand, at one change, in one of the two ways there are. */
public final class MemoryLogStore implements LogStore {
  private final Map<String, Bytes> published = new TreeMap<>();
  private final Map<Digest, Bytes> staging = new TreeMap<>((a, b) -> a.hex().compareTo(b.hex()));
  private Bytes head = Bytes.EMPTY;
  private int changesUntilFailure = -1;
  private boolean storesWhenFailing;

  /** How a change can fail. */
  public enum Failure {
    FAIL_AND_STORE_NOTHING,
    FAIL_BUT_STORE
  }

  /** Lets the change after {@code changes} further ones fail. */
  public void failAfter(int changes, Failure failure) {
    changesUntilFailure = changes;
    storesWhenFailing = failure == Failure.FAIL_BUT_STORE;
  }

  /** Lets no change fail any more; returns whether the failure is still to come. */
  public boolean recover() {
    boolean pending = changesUntilFailure >= 0;
    changesUntilFailure = -1;
    return pending;
  }

  /** Returns the published files; changes go through. */
  public Map<String, Bytes> published() {
    return published;
  }

  public int stagedAppends() {
    return staging.size();
  }

  public void replaceHead(Bytes other) {
    head = other;
  }

  @Override
  public Bytes head() {
    return head;
  }

  @Override
  public boolean compareAndSetHead(Bytes expected, Bytes next) throws IOException {
    if (!head.equals(expected)) {
      return false;
    }
    change(() -> head = next);
    return true;
  }

  @Override
  public Optional<Bytes> read(String path) {
    return Optional.ofNullable(published.get(path));
  }

  @Override
  public void write(String path, Bytes content) throws IOException {
    change(() -> published.put(path, content));
  }

  @Override
  public void delete(String path) throws IOException {
    change(() -> published.remove(path));
  }

  @Override
  public void stage(Digest name, Bytes content) throws IOException {
    change(() -> staging.put(name, content));
  }

  @Override
  public Optional<Bytes> staged(Digest name) {
    return Optional.ofNullable(staging.get(name));
  }

  @Override
  public void discardStaged() throws IOException {
    change(staging::clear);
  }

  private void change(Runnable change) throws IOException {
    boolean fails = changesUntilFailure-- == 0;
    if (!fails || storesWhenFailing) {
      change.run();
    }
    if (fails) {
      throw new IOException("failed on demand");
    }
  }
}
