package dev.breakwater.audit.durable;

import dev.breakwater.audit.durable.ForgetfulDisk.File;
import dev.breakwater.audit.durable.ForgetfulDisk.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** An open file of a {@link ForgetfulDisk}, or an open directory, which can only be forced. */
final class ForgetfulChannel extends FileChannel {
  private final ForgetfulDisk disk;
  private final Node node;
  private int position;

  ForgetfulChannel(ForgetfulDisk disk, Node node) {
    this.disk = disk;
    this.node = node;
  }

  private File file() throws IOException {
    if (node instanceof File file) {
      return file;
    }
    throw new IOException("Is a directory");
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    byte[] content = file().now;
    int length = Math.min(target.remaining(), content.length - position);
    if (length <= 0) {
      return -1;
    }
    target.put(content, position, length);
    position += length;
    return length;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int length = source.remaining();
    byte[] grown = Arrays.copyOf(file().now, Math.max(file().now.length, position + length));
    source.get(grown, position, length);
    disk.write(file(), grown);
    position += length;
    return length;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.force(node);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long next) {
    position = Math.toIntExact(next);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file().now.length;
  }

  /** One process at a time: who asks, gets it. */
  @Override
  public FileLock tryLock(long from, long size, boolean shared) {
    return new FileLock(this, from, size, shared) {
      @Override
      public boolean isValid() {
        return isOpen();
      }

      @Override
      public void release() {}
    };
  }

  @Override
  public FileLock lock(long from, long size, boolean shared) {
    return tryLock(from, size, shared);
  }

  @Override
  protected void implCloseChannel() {}

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer target, long from) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source, long to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long size) {
    throw new UnsupportedOperationException();
  }
}
