package dev.breakwater.console.evidence;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Download;
import dev.breakwater.console.paper.Paper;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.pack.PackReport;
import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a compliance audit takes home: an evidence pack and the report on it, in one file. */
final class AuditFolder {
  private static final String PACK = "evidence.zip";

  private AuditFolder() {}

  /** Returns the folder, or why there is no report; the pack is disclosed already. */
  static Answer of(Bytes pack, PolicyFile policy, Paper paper) throws IOException {
    Path directory = Files.createTempDirectory("audit");
    Path file = directory.resolve(PACK);
    try {
      Files.write(file, pack.toArray());
      Answer report =
          paper.write(
              "audit", texts -> PackReport.of(EvidenceFile.found(PACK, file), policy, texts));
      return report instanceof Download made ? folder(pack, made) : report;
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    }
  }

  private static Download folder(Bytes pack, Download report) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(PACK));
      zip.write(pack.toArray());
      zip.putNextEntry(new ZipEntry(report.fileName()));
      zip.write(report.content().toArray());
    }
    return new Download("compliance-audit.zip", "application/zip", Bytes.of(bytes.toByteArray()));
  }
}
