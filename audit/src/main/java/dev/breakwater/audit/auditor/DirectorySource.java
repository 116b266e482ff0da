package dev.breakwater.audit.auditor;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A log in a directory, opened for reading only. */
public final class DirectorySource implements LogSource {
  private final Path directory;

  public DirectorySource(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<Bytes> read(String path, int maxBytes) throws IOException {
    Path file = directory.resolve(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      return Optional.of(Bytes.of(in.readNBytes(maxBytes + 1)));
    }
  }

  @Override
  public Optional<List<String>> list() throws IOException {
    var listing = new Listing();
    Files.walkFileTree(directory, listing);
    return Optional.of(listing.files);
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  private final class Listing extends SimpleFileVisitor<Path> {
    private final List<String> files = new ArrayList<>();

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (files.size() == MAX_FILES) {
        throw new IOException(directory + " has more than " + MAX_FILES + " files");
      }
      files.add(directory.relativize(file).toString());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      // What a writer deletes while we look is no file any more.
      if (failure instanceof NoSuchFileException && !file.equals(directory)) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
        throws IOException {
      return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(visited, failure);
    }
  }
}
