package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.redact.Mask;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;

/**
 * KITTI label lines. What a mask does not know has KITTI's values for "unknown": truncated -1,
 * occluded -1, alpha -10, sizes -1, location -1000, rotation -10.
 */
final class KittiExport implements MaskExport {
  private static final String UNKNOWN = "-1 -1 -1 -1000 -1000 -1000 -10";

  private final Writer out;
  private final boolean tracking;

  KittiExport(Path file, boolean tracking) throws IOException {
    this.out = Part.writer(file);
    this.tracking = tracking;
  }

  @Override
  public void add(SafeFrame frame) throws IOException {
    for (Mask mask : frame.masks()) {
      Box extent = mask.extent();
      if (tracking) {
        out.write(frame.info().index() + " -1 ");
      }
      out.write(
          String.format(
              Locale.ROOT,
              "%s -1 -1 -10 %.2f %.2f %.2f %.2f %s\n",
              name(mask.kind()),
              extent.left(),
              extent.top(),
              extent.right(),
              extent.bottom(),
              UNKNOWN));
    }
  }

  private static String name(ObjectClass kind) {
    return switch (kind) {
      case FACE -> "Face";
      case PLATE -> "LicensePlate";
    };
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
