package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OrtException;
import dev.breakwater.anonymizer.detect.InputSize.Extent;
import dev.breakwater.anonymizer.frame.PixelArea;
import dev.breakwater.anonymizer.frame.Scaler;
import java.util.ArrayList;
import java.util.List;

/**
 * All views of frames of one size, with the memory that they need: the whole first, then the tiles,
 * which have one size and take turns in the same memory.
 */
final class Views implements AutoCloseable {
  private final Extent frame;
  private final List<View> all = new ArrayList<>();

  Views(Network network, ModelInput format, DetectorSettings settings, Extent frame)
      throws OrtException {
    this.frame = frame;
    add(network, format, settings, List.of(new PixelArea(0, 0, frame.widthPx(), frame.heightPx())));
    List<PixelArea> tiles = settings.tiling().of(frame);
    if (!tiles.isEmpty()) {
      add(network, format, settings, tiles);
    }
  }

  private void add(
      Network network, ModelInput format, DetectorSettings settings, List<PixelArea> areas)
      throws OrtException {
    PixelArea one = areas.get(0);
    Extent content = format.size().content(one.widthPx(), one.heightPx());
    Extent input = format.size().around(content);
    Tensors tensors = network.tensors(input.widthPx(), input.heightPx());
    var letterbox = new Letterbox(format, content, tensors, settings.mirrored());
    var scaler = new Scaler();
    areas.forEach(area -> all.add(new View(area, frame, scaler, letterbox)));
  }

  boolean fit(int widthPx, int heightPx) {
    return frame.widthPx() == widthPx && frame.heightPx() == heightPx;
  }

  List<View> all() {
    return all;
  }

  @Override
  public void close() {
    all.stream().map(View::scaler).distinct().forEach(Scaler::close);
    all.stream().map(View::letterbox).distinct().forEach(each -> each.tensors().close());
  }
}
