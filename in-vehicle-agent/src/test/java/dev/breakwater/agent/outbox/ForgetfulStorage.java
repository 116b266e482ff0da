package dev.breakwater.agent.outbox;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk whose power goes: of what was not synced it forgets any subset, in any order. A sector is
 * written whole or not at all; a file may have its full length though its sectors never came. A
 * file that was being created may be there or not, one that was being deleted likewise.
 */
final class ForgetfulStorage implements Storage {
  private static final int SECTOR = 512;

  private final Map<String, FileState> files = new TreeMap<>();

  /** Every file as its process wrote it, those deleted and forgotten too. */
  private final List<FileState> written = new ArrayList<>();

  private final Random random;
  private final long operationsUntilCut;
  private long operations;
  private boolean cut;

  private static final class FileState {
    byte[] bytes = new byte[1 << 18];
    int size;
    int synced;

    void append(ByteBuffer more) {
      if (size + more.remaining() > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * (size + more.remaining()));
      }
      int length = more.remaining();
      more.get(bytes, size, length);
      size += length;
    }

    byte[] content() {
      return Arrays.copyOf(bytes, size);
    }
  }

  /**
   * @param operationsUntilCut how many changes of the disk succeed
   * @param random chooses what is forgotten
   */
  ForgetfulStorage(long operationsUntilCut, Random random) {
    this.operationsUntilCut = operationsUntilCut;
    this.random = random;
  }

  /** Returns how many changes of the disk there were. */
  long operations() {
    return operations;
  }

  /** Returns what the disk holds after the power has come back. */
  MemoryStorage afterPowerCut() throws IOException {
    var after = new MemoryStorage();
    for (var file : files.entrySet()) {
      try (var tail = after.create(file.getKey())) {
        tail.append(ByteBuffer.wrap(remembered(file.getValue())));
      }
    }
    return after;
  }

  /** Returns each file that was ever written, as if nothing had been forgotten. */
  List<MemoryStorage> everWritten() throws IOException {
    List<MemoryStorage> each = new ArrayList<>();
    for (FileState file : written) {
      var storage = new MemoryStorage();
      try (var tail = storage.create("00000001.log")) {
        tail.append(ByteBuffer.wrap(file.content()));
      }
      each.add(storage);
    }
    return each;
  }

  private byte[] remembered(FileState file) {
    byte[] all = file.content();
    byte[] kept = new byte[all.length];
    System.arraycopy(all, 0, kept, 0, file.synced);
    int length = file.synced;
    for (int at = file.synced; at < all.length; at = (at / SECTOR + 1) * SECTOR) {
      int end = Math.min(all.length, (at / SECTOR + 1) * SECTOR);
      if (random.nextBoolean()) {
        System.arraycopy(all, at, kept, at, end - at);
        length = end;
      }
    }
    boolean fullLength = random.nextInt(3) == 0;
    return Arrays.copyOf(kept, fullLength ? all.length : length);
  }

  /** Throws if the power is gone; returns whether it goes now, in the middle of this change. */
  private boolean goesNow() throws IOException {
    if (cut) {
      throw new IOException("the power is gone");
    }
    cut = operations++ >= operationsUntilCut;
    return cut;
  }

  private static IOException gone() {
    return new IOException("the power goes");
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public Tail create(String name) throws IOException {
    boolean goes = goesNow();
    if (!goes || random.nextBoolean()) {
      var file = new FileState();
      written.add(file);
      if (files.putIfAbsent(name, file) != null) {
        throw new IOException(name + " exists");
      }
    }
    if (goes) {
      throw gone();
    }
    return new ForgetfulTail(state(name));
  }

  private FileState state(String name) throws IOException {
    FileState file = files.get(name);
    if (file == null) {
      throw new FileNotFoundException(name);
    }
    return file;
  }

  @Override
  public Content open(String name) throws IOException {
    FileState file = state(name);
    return new Content() {
      @Override
      public long size() {
        return file.size;
      }

      @Override
      public ByteBuffer read(long offset, int length) {
        int from = (int) Math.min(offset, file.size);
        return ByteBuffer.wrap(
            Arrays.copyOfRange(file.bytes, from, Math.min(file.size, from + length)));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void delete(String name) throws IOException {
    boolean goes = goesNow();
    if (!goes || random.nextBoolean()) {
      files.remove(name);
    }
    if (goes) {
      throw gone();
    }
  }

  @Override
  public void close() {}

  private final class ForgetfulTail implements Tail {
    private final FileState file;

    ForgetfulTail(FileState file) {
      this.file = file;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      boolean goes = goesNow();
      file.append(bytes);
      if (goes) {
        throw gone();
      }
    }

    @Override
    public void sync() throws IOException {
      if (goesNow()) {
        throw gone();
      }
      file.synced = file.size;
    }

    @Override
    public void close() {}
  }
}
