package dev.breakwater.anonymizer.evaluate.labels;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Labels in YOLO's form: beside {@code NAME.jpg} a file {@code NAME.txt} with a line {@code class
 * centre-x centre-y width height} for each object, in shares of the picture's sides; an empty file
 * says that nothing is in the picture. {@code classes.txt}, one name a line, says what the classes
 * are; without it the caller does.
 */
final class YoloLabels {
  static final String CLASSES = "classes.txt";

  /** The largest label file that is read, bytes. */
  static final long MAX_FILE_BYTES = 1 << 20;

  private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png");
  private static final int COLUMNS = 5;

  private final Path folder;
  private final LabelledFiles into;

  YoloLabels(Path folder, LabelledFiles into) {
    this.folder = folder;
    this.into = into;
  }

  /** Asks whether a folder has a picture with a text file of its name. */
  static boolean isIn(Path folder) throws IOException {
    return pictures(folder).stream().anyMatch(picture -> Files.isRegularFile(labels(picture)));
  }

  void read(List<ObjectClass> usualClasses) throws IOException {
    Path names = folder.resolve(CLASSES);
    try {
      List<ObjectClass> classes = Files.exists(names) ? classes(names) : usualClasses;
      for (Path picture : pictures(folder)) {
        read(picture, classes);
      }
    } catch (FieldException e) {
      into.problems().add(names, e);
    }
  }

  private static List<ObjectClass> classes(Path names) throws IOException, FieldException {
    List<ObjectClass> classes = new ArrayList<>();
    for (String name : lines(names)) {
      classes.add(CocoLabels.ofName(name.strip(), Integer.toString(classes.size() + 1)));
    }
    return classes;
  }

  private static List<Path> pictures(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> PICTURES.contains(ending(file))).sorted().toList();
    }
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static Path labels(Path picture) {
    String name = String.valueOf(picture.getFileName());
    return picture.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
  }

  private void read(Path picture, List<ObjectClass> classes) throws IOException {
    Path labels = labels(picture);
    try {
      if (!Files.isRegularFile(labels)) {
        throw new FieldException(
            "", "is missing; an empty one says that nothing is in the picture");
      }
      LabelledPicture read = picture(picture, lines(labels), classes, labels);
      into.add(labels, "", picture, new Marking(read, null));
    } catch (FieldException e) {
      into.problems().add(labels, e);
    }
  }

  private LabelledPicture picture(
      Path picture, List<String> lines, List<ObjectClass> classes, Path labels)
      throws FieldException {
    Size size = Size.of(picture);
    List<LabelledObject> objects = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        if (!lines.get(i).isBlank()) {
          objects.add(object(lines.get(i), size, classes, Integer.toString(i + 1)));
        }
      } catch (FieldException e) {
        into.problems().add(labels, e);
      }
    }
    return new LabelledPicture(
        into.name(picture), 0, null, size.widthPx, size.heightPx, null, objects);
  }

  private static LabelledObject object(
      String line, Size size, List<ObjectClass> classes, String where) throws FieldException {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length != COLUMNS) {
      throw new FieldException(where, "has " + words.length + " columns, not " + COLUMNS);
    }
    double number = number(words[0], where);
    if (number != Math.rint(number) || number >= classes.size()) {
      throw new FieldException(where, "class " + words[0] + " is not one of " + classes.size());
    }
    double width = share(words[3], where) * size.widthPx;
    double height = share(words[4], where) * size.heightPx;
    double left = share(words[1], where) * size.widthPx - width / 2;
    double top = share(words[2], where) * size.heightPx - height / 2;
    LabelledObject object =
        LabelledObject.upright(
            classes.get((int) number), Shapes.box(where, left, top, width, height));
    Shapes.requireInside(where, object, size.widthPx, size.heightPx);
    return object;
  }

  private static double share(String word, String where) throws FieldException {
    double share = number(word, where);
    if (share > 1) {
      throw new FieldException(where, word + " is no share of a side, 0 to 1");
    }
    return share;
  }

  private static double number(String word, String where) throws FieldException {
    if (!word.matches("[0-9]{0,9}\\.?[0-9]{0,18}([eE]-?[0-9]{1,2})?")
        || !word.matches(".*[0-9].*")) {
      throw new FieldException(where, "'" + word + "' is no number");
    }
    return Double.parseDouble(word);
  }

  private static List<String> lines(Path file) throws IOException, FieldException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new FieldException("", "is larger than " + MAX_FILE_BYTES + " bytes");
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() > OurLabels.MAX_OBJECTS) {
        throw new FieldException("", "has more than " + OurLabels.MAX_OBJECTS + " lines");
      }
      return lines;
    } catch (MalformedInputException e) {
      throw new FieldException("", "is no UTF-8 text");
    }
  }

  /** A picture's sides when it stands upright. */
  private record Size(int widthPx, int heightPx) {
    static Size of(Path picture) throws FieldException {
      try (FrameSource source = FrameSource.open(picture, 0);
          Frame frame = source.next().orElseThrow()) {
        if (frame.isDamaged()) {
          throw new FieldException("", picture + " cannot be decoded");
        }
        return new Size(frame.widthPx(), frame.heightPx());
      } catch (UnreadableSourceException e) {
        throw new FieldException("", String.valueOf(e.getMessage()));
      }
    }
  }
}
