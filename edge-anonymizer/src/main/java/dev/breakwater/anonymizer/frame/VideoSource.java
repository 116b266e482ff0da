package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The frames of a video file. */
final class VideoSource implements FrameSource {
  private static final double USUAL_FRAMES_PER_SECOND = 25;
  private static final double MAX_FRAMES_PER_SECOND = 1000;
  private static final double MICROS_PER_SECOND = 1e6;

  private final Demuxer demuxer;
  private final Decoder decoder;
  private final long startMillis;
  private final Converter converter = new Converter();

  // Coded pictures whose frame has not come out yet.
  private final BitSet owed = new BitSet();
  private long nextIndex;
  private int sent;
  private long firstMicros = AV_NOPTS_VALUE;
  private long lastMicros;
  private boolean ended;

  private VideoSource(Demuxer demuxer, Decoder decoder, long startMillis) {
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.startMillis = startMillis;
  }

  static VideoSource open(Path file, long startMillis) throws UnreadableSourceException {
    Demuxer demuxer = Demuxer.open(file);
    Decoder decoder = Decoder.open(demuxer.stream().codecpar());
    if (decoder == null) {
      demuxer.close();
      throw new UnreadableSourceException(file, "no decoder for its video");
    }
    return new VideoSource(demuxer, decoder, startMillis);
  }

  /**
   * Takes the frames of a camera.
   *
   * @param patience can end every wait for it
   */
  static VideoSource open(CameraAddress camera, CameraSettings settings, Patience patience)
      throws UnreadableSourceException {
    Demuxer demuxer = Demuxer.open(camera, settings, patience);
    Decoder decoder = Decoder.open(demuxer.stream().codecpar());
    if (decoder == null) {
      demuxer.close();
      throw new UnreadableSourceException(
          camera, "no decoder for its video", "Let the camera send H.264, H.265 or MJPEG.");
    }
    return new VideoSource(demuxer, decoder, 0);
  }

  /** Returns the stored sides as the stream's head says them; 0 if it does not. */
  int widthPx() {
    return demuxer.stream().codecpar().width();
  }

  int heightPx() {
    return demuxer.stream().codecpar().height();
  }

  /** Lets go of the coded pictures that gave no frame yet: they are not counted as lost. */
  void forgetOwed() {
    owed.clear();
  }

  @Override
  public Optional<Frame> next() {
    while (!ended) {
      switch (decoder.receive()) {
        case FRAME -> {
          Optional<Frame> frame = takeFrame();
          if (frame.isPresent()) {
            return frame;
          }
        }
        case NEEDS_PACKET -> feed();
        case END -> ended = true;
      }
    }
    return lost();
  }

  private void feed() {
    if (!demuxer.read()) {
      decoder.sendEnd();
      return;
    }
    if (!demuxer.isHidden()) {
      owed.set(sent);
    }
    sent++;
    decoder.send(demuxer.packet());
  }

  /** Empty for a second frame of the same coded picture: it was not counted, so it cannot leave. */
  private Optional<Frame> takeFrame() {
    boolean faithful = decoder.isFaithful();
    int number = (int) decoder.packetNumber();
    if (number < 0 || !owed.get(number)) {
      return Optional.empty();
    }
    owed.clear(number);
    FrameInfo info = info(micros());
    return Optional.of(faithful ? converter.convert(info, decoder.frame()) : Frame.damaged(info));
  }

  /** Coded pictures that gave no frame come at the end, as damaged frames. */
  private Optional<Frame> lost() {
    int number = owed.nextSetBit(0);
    if (number < 0) {
      return Optional.empty();
    }
    owed.clear(number);
    return Optional.of(Frame.damaged(info(lastMicros)));
  }

  private FrameInfo info(long micros) {
    return new FrameInfo(nextIndex++, startMillis + micros / 1000, micros);
  }

  private long micros() {
    long pts = decoder.frame().pts();
    if (pts == AV_NOPTS_VALUE) {
      pts = decoder.frame().best_effort_timestamp();
    }
    if (pts == AV_NOPTS_VALUE) {
      lastMicros =
          nextIndex == 0 ? 0 : lastMicros + Math.round(MICROS_PER_SECOND / framesPerSecond());
      return lastMicros;
    }
    long micros = Math.round(pts * av_q2d(demuxer.stream().time_base()) * MICROS_PER_SECOND);
    if (firstMicros == AV_NOPTS_VALUE) {
      firstMicros = micros;
    }
    lastMicros = Math.max(lastMicros, micros - firstMicros);
    return lastMicros;
  }

  @Override
  public double framesPerSecond() {
    List<Double> rates = new ArrayList<>();
    rates.add(av_q2d(demuxer.stream().avg_frame_rate()));
    rates.add(av_q2d(demuxer.stream().r_frame_rate()));
    return rates.stream()
        .filter(rate -> rate > 0 && rate <= MAX_FRAMES_PER_SECOND)
        .findFirst()
        .orElse(USUAL_FRAMES_PER_SECOND);
  }

  @Override
  public boolean isCutOff() {
    return demuxer.isCutOff();
  }

  @Override
  public void close() {
    converter.close();
    decoder.close();
    demuxer.close();
  }
}
