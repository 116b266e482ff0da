package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.ScoredObject;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.PixelArea;
import dev.breakwater.anonymizer.frame.Scaler;
import dev.breakwater.anonymizer.redact.Growth;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.redact.Redactor;
import dev.breakwater.anonymizer.track.Region;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A missed object and what lies around it, as a small JPEG within the page.
 *
 * @param miss what was missed
 * @param jpeg base64
 */
record Snippet(ScoredObject miss, String jpeg) {
  /** A snippet shows so much more than the object, each way. */
  private static final double AROUND = 3;

  private static final int SHORTEST_PX = 64;
  private static final int LONGEST_PX = 240;

  /** A label's box is as loose as a detector's. */
  private static final Growth GENEROUS = new Growth(1.5, 1.5, Set.of());

  /** Covers every labelled object, those that are not scored too; what is readable is readable. */
  static void cover(Frame sent, LabelledPicture picture) {
    List<Region> regions = picture.objects().stream().map(Snippet::region).toList();
    Redactor.of(Redaction.SOLID, GENEROUS).redact(sent, regions);
  }

  private static Region region(LabelledObject object) {
    return new Region(object.kind(), object.box(), 0, 0, true);
  }

  static Snippet of(Frame sent, ScoredObject miss, Scaler scaler) {
    PixelArea part = part(miss.object().box(), sent.widthPx(), sent.heightPx());
    try (Frame small = scaler.copy(sent, part, LONGEST_PX)) {
      ByteBuffer file = PictureEncoder.encode(small, PictureFormat.JPEG);
      byte[] bytes = new byte[file.remaining()];
      file.get(bytes);
      return new Snippet(miss, Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** Returns the part of the frame about a box, some of which lies in it. */
  private static PixelArea part(Box box, int widthPx, int heightPx) {
    double side = Math.max(SHORTEST_PX, Math.max(box.width(), box.height()) * AROUND);
    Box around = box.scaled(side / box.width(), side / box.height());
    int left = start(around.left(), widthPx);
    int top = start(around.top(), heightPx);
    return new PixelArea(
        left,
        top,
        (int) Math.max(1, Math.min(widthPx, around.right()) - left),
        (int) Math.max(1, Math.min(heightPx, around.bottom()) - top));
  }

  private static int start(double at, int length) {
    return (int) Math.max(0, Math.min(length - 1, at)) / 2 * 2;
  }

  Markup figure() {
    Markup words =
        Lists.place(miss.file(), miss.frame())
            .then(
                Markup.text(
                    ", %s %s, %.0f %% covered",
                    miss.object().kind().name().toLowerCase(Locale.ROOT),
                    Lists.words(miss.object().box()),
                    100 * miss.coverage()));
    var image = new Markup("<img alt=\"\" src=\"data:image/jpeg;base64," + jpeg + "\">");
    return image.then(words.in("figcaption")).in("figure");
  }
}
