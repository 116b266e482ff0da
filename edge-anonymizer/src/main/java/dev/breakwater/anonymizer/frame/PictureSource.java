package dev.breakwater.anonymizer.frame;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Pictures in name order, ten a second, all at the size of the first. */
final class PictureSource implements FrameSource {
  private static final double PICTURES_PER_SECOND = 10;
  private static final long MICROS_BETWEEN = 100_000;

  private final Iterator<Path> files;
  private final long startMillis;
  private final PictureDecoder decoder = new PictureDecoder();
  private final Converter converter = new Converter();
  private long nextIndex;

  private PictureSource(List<Path> files, long startMillis) {
    this.files = files.iterator();
    this.startMillis = startMillis;
  }

  static PictureSource open(Path path, long startMillis) throws UnreadableSourceException {
    return new PictureSource(PictureFiles.list(path), startMillis);
  }

  @Override
  public Optional<Frame> next() {
    if (!files.hasNext()) {
      return Optional.empty();
    }
    long micros = nextIndex * MICROS_BETWEEN;
    var info = new FrameInfo(nextIndex++, startMillis + micros / 1000, micros);
    return Optional.of(decoder.decode(files.next(), info, converter));
  }

  @Override
  public double framesPerSecond() {
    return PICTURES_PER_SECOND;
  }

  @Override
  public boolean isCutOff() {
    return false;
  }

  @Override
  public void close() {
    converter.close();
  }
}
