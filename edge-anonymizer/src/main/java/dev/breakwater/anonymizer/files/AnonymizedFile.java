package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.VideoOptions;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.gate.SafePictures;
import dev.breakwater.anonymizer.gate.SafeVideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An output in the making and its evidence: mask list, exports, manifest and signature. Everything
 * is written under other names and published when it is complete, the picture last: a picture under
 * its final name has all its evidence beside it.
 */
final class AnonymizedFile implements AutoCloseable {
  private final Task task;
  private final Provenance provenance;
  private final Part picture;
  private final Part list;
  private final List<Part> exportParts = new ArrayList<>();
  private final Part manifest;
  private final Part signature;
  private final MaskList masks;
  private final List<MaskExport> exports = new ArrayList<>();
  private final SafeVideoWriter video;
  private final Tally tally = new Tally();

  AnonymizedFile(
      Task task, double framesPerSecond, Provenance provenance, Set<ExportFormat> formats)
      throws IOException {
    Path output = task.output();
    this.task = task;
    this.provenance = provenance;
    Files.createDirectories(output.toAbsolutePath().getParent());
    this.picture = Part.of(output);
    this.list = Part.of(output.resolveSibling(output.getFileName() + MaskList.ENDING));
    this.manifest = Part.of(Manifest.of(output));
    this.signature = Part.of(Manifest.signatureOf(output));
    this.masks = new MaskList(list.file());
    for (ExportFormat format : formats) {
      Part part = Part.of(format.of(output));
      exportParts.add(part);
      exports.add(format.open(part.file(), task));
    }
    this.video =
        new SafeVideoWriter(
            picture.file(), container(output), framesPerSecond, VideoOptions.BACKGROUND);
  }

  private static VideoWriter.Container container(Path output) {
    return Task.ending(output).equals("mkv")
        ? VideoWriter.Container.MATROSKA
        : VideoWriter.Container.MP4;
  }

  void add(List<AnonymizeResult> results) throws IOException {
    for (AnonymizeResult result : results) {
      if (result instanceof AnonymizeResult.Passed passed) {
        write(passed.frame());
      } else if (result instanceof AnonymizeResult.Withheld refusal) {
        tally.add(refusal);
        masks.add(refusal);
      }
    }
  }

  private void write(SafeFrame frame) throws IOException {
    tally.add(frame);
    masks.add(frame);
    for (MaskExport export : exports) {
      export.add(frame);
    }
    switch (task.kind()) {
      case VIDEO -> video.add(frame);
      case PICTURE -> SafePictures.write(frame, format(), picture.file());
    }
  }

  private PictureFormat format() throws IOException {
    return PictureFormat.of(task.input())
        .orElseThrow(() -> new IOException(task.input() + ": is no picture any more"));
  }

  /**
   * Gives the files their final names; without a frame that may leave there is only the evidence.
   *
   * @param input what was read, as it was before the first frame
   */
  FileResult finish(Manifest.Content input, @Nullable String cutOff) throws IOException {
    video.finish();
    masks.close();
    for (MaskExport export : exports) {
      export.close();
    }
    boolean empty = tally.hasNothingToShow();
    String problem = empty && cutOff == null ? "no frame of it may leave" : cutOff;
    writeManifest(manifestOf(input, empty ? null : picture.content(), problem));
    // What an earlier run left is not what the new evidence tells of.
    Files.deleteIfExists(task.output());
    list.publish();
    for (Part export : exportParts) {
      export.publish();
    }
    publishSigned();
    if (!empty) {
      picture.publish();
    }
    return result(empty ? null : task.output(), problem);
  }

  private Manifest manifestOf(
      Manifest.Content input, Manifest.@Nullable Content output, @Nullable String problem)
      throws IOException {
    List<Manifest.Content> exported = new ArrayList<>();
    for (Part part : exportParts) {
      exported.add(part.content());
    }
    return new Manifest(
        Manifest.VERSION,
        provenance.program(),
        input,
        output,
        list.content(),
        exported,
        provenance.modelDigests(),
        new TreeMap<>(provenance.parameters()),
        tally.counts(),
        tally.refusals(),
        problem,
        provenance.signer().keyName());
  }

  private void writeManifest(Manifest content) throws IOException {
    String text = content.text();
    Files.writeString(manifest.file(), text);
    String signed = provenance.signer().sign(Manifest.statement(text));
    if (!signed.isEmpty()) {
      Files.writeString(signature.file(), signed);
    }
  }

  private void publishSigned() throws IOException {
    Files.deleteIfExists(signature.finalName());
    if (Files.exists(signature.file())) {
      signature.publish();
    }
    manifest.publish();
  }

  private FileResult result(@Nullable Path output, @Nullable String problem) {
    Manifest.Counts counts = tally.counts();
    return new FileResult(
        task.input(),
        output,
        counts.frames(),
        counts.withheld(),
        counts.faces(),
        counts.plates(),
        false,
        problem);
  }

  @Override
  public void close() throws IOException {
    video.close();
    try (masks) {
      for (MaskExport export : exports) {
        export.close();
      }
    } finally {
      // On a full disk closing fails too; what is half-written must go all the same.
      discard();
    }
  }

  private void discard() throws IOException {
    picture.discard();
    list.discard();
    manifest.discard();
    signature.discard();
    for (Part export : exportParts) {
      export.discard();
    }
  }
}
