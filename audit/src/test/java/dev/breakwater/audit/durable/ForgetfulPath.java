package dev.breakwater.audit.durable;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path on a {@link ForgetfulDisk}; what a path is at all, the one of the host says. */
record ForgetfulPath(ForgetfulFileSystem files, Path host) implements Path {
  private Path with(Path other) {
    return new ForgetfulPath(files, other);
  }

  private @Nullable Path withIfAny(@Nullable Path other) {
    return other == null ? null : with(other);
  }

  private static Path hostOf(Path path) {
    return path instanceof ForgetfulPath forgetful ? forgetful.host : path;
  }

  @Override
  public FileSystem getFileSystem() {
    return files;
  }

  @Override
  public boolean isAbsolute() {
    return host.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return withIfAny(host.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return withIfAny(host.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return withIfAny(host.getParent());
  }

  @Override
  public int getNameCount() {
    return host.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return with(host.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return with(host.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return host.startsWith(hostOf(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return host.endsWith(hostOf(other));
  }

  @Override
  public Path normalize() {
    return with(host.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return with(host.resolve(hostOf(other)));
  }

  @Override
  public Path relativize(Path other) {
    return with(host.relativize(hostOf(other)));
  }

  @Override
  public URI toUri() {
    return host.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return with(host.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) {
    return toAbsolutePath();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] kinds, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return host.compareTo(hostOf(other));
  }

  @Override
  public String toString() {
    return host.toString();
  }
}
