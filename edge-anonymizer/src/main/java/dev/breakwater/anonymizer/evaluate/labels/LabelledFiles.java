package dev.breakwater.anonymizer.evaluate.labels;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pictures and frames that were read until now, by the file that they are in. */
final class LabelledFiles {
  /** Pictures and frames of one test. */
  static final int MAX_PICTURES = 100_000;

  private record Place(String name, long frame) {}

  private final Problems problems = new Problems();
  private final Map<Path, List<Marking>> files = new LinkedHashMap<>();
  private final Set<Place> taken = new HashSet<>();

  // The folder that names are relative to.
  private Path root = Path.of("");

  Problems problems() {
    return problems;
  }

  void enter(Path folder) {
    root = folder;
  }

  /** Returns the file that a label file names; it must lie with it or below. */
  Path resolve(Path labels, String name, String where) throws FieldException {
    Path folder = folderOf(labels);
    Path named = path(name, where);
    Path path = folder.resolve(named).normalize();
    if (named.isAbsolute() || !absolute(path).startsWith(absolute(folder))) {
      throw new FieldException(where, "'" + name + "' leads out of the labels' folder");
    }
    if (!Files.isRegularFile(path)) {
      throw new FieldException(where, "there is no file '" + name + "'");
    }
    return path;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static Path path(String name, String where) throws FieldException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new FieldException(where, "is no name of a file");
    }
  }

  static Path folderOf(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of("") : folder;
  }

  /** Returns a file's name relative to the folder that was asked for, with '/' between parts. */
  String name(Path path) {
    return root.normalize().relativize(path.normalize()).toString().replace('\\', '/');
  }

  void add(Path labels, String where, Path path, Marking marking) throws FieldException {
    var place = new Place(marking.picture().file(), marking.picture().frame());
    if (!taken.add(place)) {
      throw new FieldException(
          where, "frame " + place.frame + " of '" + place.name + "' is labelled twice");
    }
    if (taken.size() > MAX_PICTURES) {
      throw new FieldException(where, "there are more than " + MAX_PICTURES + " pictures");
    }
    files.computeIfAbsent(path, file -> new ArrayList<>()).add(marking);
  }

  List<LabelledFile> all() throws LabelsRejectedException {
    problems.throwIfAny();
    return files.entrySet().stream()
        .map(each -> new LabelledFile(each.getKey(), each.getValue()))
        .toList();
  }
}
