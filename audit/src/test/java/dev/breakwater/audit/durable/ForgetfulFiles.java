package dev.breakwater.audit.durable;

import dev.breakwater.audit.durable.ForgetfulDisk.Directory;
import dev.breakwater.audit.durable.ForgetfulDisk.File;
import dev.breakwater.audit.durable.ForgetfulDisk.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code java.nio.file.Files} asks of a {@link ForgetfulDisk}; what we do not use is not. */
final class ForgetfulFiles extends FileSystemProvider {
  private final ForgetfulDisk disk;

  ForgetfulFiles(ForgetfulDisk disk) {
    this.disk = disk;
  }

  private Node node(Path path) throws IOException {
    Node node = disk.find(path);
    if (node == null) {
      throw new NoSuchFileException(path.toString());
    }
    return node;
  }

  private Directory directory(Path path) throws IOException {
    if (node(path) instanceof Directory directory) {
      return directory;
    }
    throw new NotDirectoryException(path.toString());
  }

  private Directory above(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException(path + " has nothing above it");
    }
    return directory(parent);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (disk.find(path) == null && options.contains(StandardOpenOption.CREATE)) {
      disk.put(above(path), name(path), new File());
    }
    Node node = node(path);
    if (node instanceof File file && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      disk.write(file, new byte[0]);
    }
    return new ForgetfulChannel(disk, node);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> files = disk.names(directory(path)).stream().map(path::resolve).toList();
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return files.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    if (disk.find(path) != null) {
      throw new FileAlreadyExistsException(path.toString());
    }
    disk.put(above(path), name(path), new Directory());
  }

  @Override
  public void delete(Path path) throws IOException {
    if (node(path) instanceof Directory directory && !directory.now.isEmpty()) {
      throw new DirectoryNotEmptyException(path.toString());
    }
    disk.put(above(path), name(path), null);
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    if (!List.of(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
      throw new UnsupportedOperationException("a move that is not atomic");
    }
    node(from);
    disk.rename(above(from), name(from), above(to), name(to));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    node(path);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return type.cast(ForgetfulAttributes.of(node(path)));
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return node(path) == node(other);
  }

  @Override
  public String getScheme() {
    return "forgetful";
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}
