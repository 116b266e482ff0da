package dev.breakwater.agent.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where the outbox keeps its files. Files only grow; bytes are durable once {@link Tail#sync} has
 * returned, names once {@link #create} has.
 */
public interface Storage extends AutoCloseable {
  /** Returns the names of all files, sorted. */
  List<String> list() throws IOException;

  /** Creates an empty file; fails if it exists. */
  Tail create(String name) throws IOException;

  /** Opens a file to read; it may grow meanwhile. */
  Content open(String name) throws IOException;

  void delete(String name) throws IOException;

  @Override
  void close() throws IOException;

  /** The end of a file. */
  interface Tail extends AutoCloseable {
    /** Appends all of {@code bytes}. */
    void append(ByteBuffer bytes) throws IOException;

    /** Returns when everything appended so far will survive a loss of power. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** The bytes of a file. */
  interface Content extends AutoCloseable {
    long size() throws IOException;

    /** Returns the bytes from {@code offset}; fewer than {@code length} if the file ends before. */
    ByteBuffer read(long offset, int length) throws IOException;

    @Override
    void close() throws IOException;
  }
}
