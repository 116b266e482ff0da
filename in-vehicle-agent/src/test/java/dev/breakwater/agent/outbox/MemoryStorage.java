package dev.breakwater.agent.outbox;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files in memory, with hooks that fail and places to damage. */
public final class MemoryStorage implements Storage {
  private final Map<String, byte[]> files = new TreeMap<>();
  private long appendsUntilFailure = Long.MAX_VALUE;
  private boolean storeBeforeFailing;
  private long capacity = Long.MAX_VALUE;

  /** Makes the append after {@code appends} others throw without storing anything. */
  void failAndStoreNothing(long appends) {
    appendsUntilFailure = appends;
    storeBeforeFailing = false;
  }

  /** Makes the append after {@code appends} others throw although it has stored its bytes. */
  void failButStore(long appends) {
    appendsUntilFailure = appends;
    storeBeforeFailing = true;
  }

  /** Makes the disk so large; what does not fit is stored as far as it fits. */
  void limit(long bytes) {
    capacity = bytes;
  }

  long size() {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  /** Returns a copy of everything, without failures. */
  MemoryStorage copy() {
    var copy = new MemoryStorage();
    files.forEach((name, content) -> copy.files.put(name, content.clone()));
    return copy;
  }

  byte[] content(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException(name);
    }
    return content;
  }

  void truncate(String name, int length) {
    files.put(name, Arrays.copyOf(content(name), length));
  }

  void flip(String name, int at) {
    content(name)[at] ^= 0x10;
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public Tail create(String name) throws IOException {
    if (files.putIfAbsent(name, new byte[0]) != null) {
      throw new IOException(name + " exists");
    }
    return new MemoryTail(name);
  }

  @Override
  public Content open(String name) throws IOException {
    if (!files.containsKey(name)) {
      throw new FileNotFoundException(name);
    }
    return new MemoryContent(name);
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public void close() {}

  private final class MemoryTail implements Tail {
    private final String name;

    MemoryTail(String name) {
      this.name = name;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      long left = capacity - size();
      if (bytes.remaining() > left) {
        store(bytes.slice(0, (int) left));
        throw new IOException("No space left on device");
      }
      boolean fails = --appendsUntilFailure < 0;
      if (!fails || storeBeforeFailing) {
        store(bytes);
      }
      if (fails) {
        throw new IOException("the disk failed");
      }
    }

    private void store(ByteBuffer bytes) {
      var grown = new ByteArrayOutputStream();
      grown.writeBytes(content(name));
      grown.writeBytes(LogFormat.array(bytes));
      files.put(name, grown.toByteArray());
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}
  }

  private final class MemoryContent implements Content {
    private final String name;

    MemoryContent(String name) {
      this.name = name;
    }

    @Override
    public long size() {
      return content(name).length;
    }

    @Override
    public ByteBuffer read(long offset, int length) {
      byte[] content = content(name);
      int from = (int) Math.min(offset, content.length);
      return ByteBuffer.wrap(
          Arrays.copyOfRange(content, from, Math.min(content.length, from + length)));
    }

    @Override
    public void close() {}
  }
}
