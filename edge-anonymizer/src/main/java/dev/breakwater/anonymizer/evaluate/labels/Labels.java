package dev.breakwater.anonymizer.evaluate.labels;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Labels of pictures and videos, in whatever form they come: a JSON file (a list is ours, an object
 * is COCO's), a folder with one called {@code labels.json} or {@code annotations.json}, a folder of
 * pictures with YOLO's text files, or a folder whose sub-folders are such: then each is a set.
 */
public final class Labels {
  /** The classes of YOLO's numbers 0 and 1 where no file names them. */
  public static final List<ObjectClass> YOLO_CLASSES = List.of(ObjectClass.FACE, ObjectClass.PLATE);

  private static final List<String> FILES = List.of("labels.json", "annotations.json");

  private final LabelledFiles files = new LabelledFiles();
  private final List<ObjectClass> yoloClasses;

  private Labels(List<ObjectClass> yoloClasses) {
    this.yoloClasses = yoloClasses;
  }

  /**
   * Reads all labels; files are named relative to the one of {@code places} that they are in.
   *
   * @param places label files and folders
   * @param yoloClasses of YOLO's numbers from 0 on, where no {@code classes.txt} says them
   * @return not empty
   * @throws LabelsRejectedException if anything is wrong in them; all problems are in it
   * @throws IOException if a file cannot be read
   */
  public static List<LabelledFile> read(List<Path> places, List<ObjectClass> yoloClasses)
      throws IOException, LabelsRejectedException {
    var labels = new Labels(yoloClasses);
    for (Path place : places) {
      labels.read(place);
    }
    return labels.files.all();
  }

  private void read(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      files.enter(LabelledFiles.folderOf(place));
      readJson(place);
      return;
    }
    files.enter(place);
    if (!readFolder(place) && !readSubfolders(place)) {
      files.problems().add(place, "", "holds no labels.json, no annotations.json, no NAME.txt");
    }
  }

  private boolean readSubfolders(Path folder) throws IOException {
    boolean any = false;
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
        any |= readFolder(entry);
      }
    }
    return any;
  }

  private boolean readFolder(Path folder) throws IOException {
    for (String name : FILES) {
      if (Files.isRegularFile(folder.resolve(name))) {
        readJson(folder.resolve(name));
        return true;
      }
    }
    if (YoloLabels.isIn(folder)) {
      new YoloLabels(folder, files).read(yoloClasses);
      return true;
    }
    return false;
  }

  private void readJson(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file)) {
        throw new FieldException("", "is no file");
      }
      Fields whole = Fields.read(file);
      if (whole.isList()) {
        new OurLabels(file, files).read(whole);
      } else {
        new CocoLabels(file, files).read(whole);
      }
    } catch (FieldException e) {
      files.problems().add(file, e);
    }
  }
}
