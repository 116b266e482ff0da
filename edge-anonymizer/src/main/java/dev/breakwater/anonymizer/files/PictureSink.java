package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.Exif;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.gate.SafePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A picture file. */
final class PictureSink implements Sink {
  private final Part part;
  private final PictureFormat format;
  private final Optional<Exif> exif;

  PictureSink(Path output, PictureFormat format, Optional<Exif> exif) {
    this.part = Part.of(output);
    this.format = format;
    this.exif = exif;
  }

  @Override
  public void add(SafeFrame frame) throws IOException {
    SafePictures.write(frame, format, exif, part.file());
  }

  @Override
  public Manifest.@Nullable Content finish() throws IOException {
    return Files.exists(part.file()) ? part.content() : null;
  }

  @Override
  public void retract() throws IOException {
    Files.deleteIfExists(part.finalName());
  }

  @Override
  public void publish() throws IOException {
    part.publish();
  }

  @Override
  public void close() throws IOException {
    part.discard();
  }
}
