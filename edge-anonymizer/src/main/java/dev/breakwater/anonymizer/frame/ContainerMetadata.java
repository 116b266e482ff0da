package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** What a video file says of itself in words; pictures in it (cover art) are streams and stay. */
final class ContainerMetadata {
  /** These tell of the source's bytes, not of what it shows. */
  private static final List<String> OF_THE_BYTES =
      List.of("major_brand", "minor_version", "compatible_brands", "encoder");

  private ContainerMetadata() {}

  static void copy(Path from, AVFormatContext to) throws IOException {
    try (Demuxer source = Demuxer.open(from)) {
      AVDictionary words = new AVDictionary(null);
      av_dict_copy(words, source.format().metadata(), 0);
      for (String name : OF_THE_BYTES) {
        av_dict_set(words, name, (String) null, 0);
      }
      to.metadata(words);
    } catch (UnreadableSourceException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
