package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.IncompleteClipException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Clips of the onshore store as files. */
final class StoredClips {
  private StoredClips() {}

  /** Opens the store of an installation; the caller closes it. */
  static IcebergStore open(DataLayout data) throws IOException, CommandFailedException {
    Path directory = data.onshore().store();
    if (!Files.isDirectory(directory)) {
      throw new CommandFailedException(
          directory + " is not a store.", "Name an installation with --data DIR.", 2);
    }
    return IcebergStore.open(directory);
  }

  /** Returns what puts clips of the installation together. */
  static ClipReader reader(IcebergStore store, DataLayout data) {
    return new ClipReader(store, DataCipher.of(data, new SecureRandom()));
  }

  /** Writes every clip, verified, to {@code FOLDER/SENSOR/ID.mp4}. */
  static void write(DataLayout data, Path folder) throws IOException, CommandFailedException {
    try (IcebergStore store = open(data)) {
      var reader = reader(store, data);
      for (ClipReader.StoredClip clip : reader.list()) {
        Path sensor = Files.createDirectories(folder.resolve(name(clip.manifest().sensor())));
        String id = clip.manifest().clip().hex();
        Files.write(sensor.resolve(id + ".mp4"), reader.assemble(clip.manifest().clip()).toArray());
      }
    } catch (IncompleteClipException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  /** A vehicle says what its sensors are called; a path is no name. */
  private static String name(String sensor) {
    String name = sensor.replaceAll("[^A-Za-z0-9._-]", "_");
    return name.startsWith(".") ? "_" + name : name;
  }
}
