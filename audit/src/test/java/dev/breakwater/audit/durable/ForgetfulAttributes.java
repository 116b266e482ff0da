package dev.breakwater.audit.durable;

import dev.breakwater.audit.durable.ForgetfulDisk.Directory;
import dev.breakwater.audit.durable.ForgetfulDisk.File;
import dev.breakwater.audit.durable.ForgetfulDisk.Node;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** Whether a node is a file, and how long; its times are not kept. */
record ForgetfulAttributes(boolean isDirectory, long size) implements BasicFileAttributes {
  private static final FileTime EPOCH = FileTime.fromMillis(0);

  static ForgetfulAttributes of(Node node) {
    return new ForgetfulAttributes(
        node instanceof Directory, node instanceof File file ? file.now.length : 0);
  }

  @Override
  public boolean isRegularFile() {
    return !isDirectory;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public @Nullable Object fileKey() {
    return null;
  }

  @Override
  public FileTime lastModifiedTime() {
    return EPOCH;
  }

  @Override
  public FileTime lastAccessTime() {
    return EPOCH;
  }

  @Override
  public FileTime creationTime() {
    return EPOCH;
  }
}
