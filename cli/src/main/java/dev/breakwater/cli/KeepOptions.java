package dev.breakwater.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The options that keep what is dropped otherwise. */
final class KeepOptions {
  @Option(
      names = "--keep-audio",
      description = "copies the sound of videos; voices are personal data")
  private boolean audio;

  @Option(
      names = "--keep-metadata",
      description =
          "copies EXIF (without thumbnails and maker's notes) and what video containers say of"
              + " themselves; place and time may be in it")
  private boolean metadata;

  boolean audio() {
    return audio;
  }

  boolean metadata() {
    return metadata;
  }

  boolean any() {
    return audio || metadata;
  }

  void warn(PrintWriter err) {
    if (audio) {
      err.println("warning: voices are personal data; the sound is copied as it is.");
    }
    if (metadata) {
      err.println("warning: the metadata kept may tell place (GPS), time, device and names.");
    }
    err.flush();
  }
}
