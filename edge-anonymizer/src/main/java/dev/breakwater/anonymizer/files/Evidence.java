package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.SafeFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside an output: mask list, exports, manifest and signature. Everything is written
 * under other names and published when it is complete.
 */
final class Evidence implements AutoCloseable {
  private final Provenance provenance;
  private final Part list;
  private final List<Part> exportParts = new ArrayList<>();
  private final Part manifest;
  private final Part signature;
  private final MaskList masks;
  private final List<MaskExport> exports = new ArrayList<>();

  Evidence(Task task, Provenance provenance, Set<ExportFormat> formats) throws IOException {
    Path output = task.output();
    this.provenance = provenance;
    Files.createDirectories(output.toAbsolutePath().getParent());
    this.list = Part.of(output.resolveSibling(output.getFileName() + MaskList.ENDING));
    this.manifest = Part.of(Manifest.of(output));
    this.signature = Part.of(Manifest.signatureOf(output));
    this.masks = new MaskList(list.file());
    for (ExportFormat format : formats) {
      Part part = Part.of(format.of(output));
      exportParts.add(part);
      exports.add(format.open(part.file(), task));
    }
  }

  void add(SafeFrame frame) throws IOException {
    masks.add(frame);
    for (MaskExport export : exports) {
      export.add(frame);
    }
  }

  void add(AnonymizeResult.Withheld refusal) throws IOException {
    masks.add(refusal);
  }

  /**
   * Completes everything, still under other names.
   *
   * @param input what was read
   * @param output what was written; null if nothing was
   */
  void complete(
      Manifest.Content input,
      Manifest.@Nullable Content output,
      @Nullable String problem,
      Tally tally)
      throws IOException {
    masks.close();
    for (MaskExport export : exports) {
      export.close();
    }
    List<Manifest.Content> exported = new ArrayList<>();
    for (Part part : exportParts) {
      exported.add(part.content());
    }
    write(
        new Manifest(
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
            provenance.signer().keyName()));
  }

  private void write(Manifest content) throws IOException {
    String text = content.text();
    Files.writeString(manifest.file(), text);
    String signed = provenance.signer().sign(Manifest.statement(text));
    if (!signed.isEmpty()) {
      Files.writeString(signature.file(), signed);
    }
  }

  void publish() throws IOException {
    list.publish();
    for (Part export : exportParts) {
      export.publish();
    }
    Files.deleteIfExists(signature.finalName());
    if (Files.exists(signature.file())) {
      signature.publish();
    }
    manifest.publish();
  }

  @Override
  public void close() throws IOException {
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
    list.discard();
    manifest.discard();
    signature.discard();
    for (Part export : exportParts) {
      export.discard();
    }
  }
}
