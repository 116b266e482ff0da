package dev.breakwater.report.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFileTest {
  @TempDir private Path directory;

  @Test
  void file_thatChangesAfterItWasOpened_isNotRead() throws Exception {
    Path path = Files.writeString(directory.resolve("a.json"), "[1]");
    EvidenceFile file = EvidenceFile.found("a.json", path);
    assertThat(Json.of(file).elements()).hasSize(1);
    Files.writeString(path, "[2]");
    assertThatThrownBy(file::read)
        .isInstanceOf(EvidenceException.class)
        .hasMessage("a.json: it changed while the report was made");
  }

  @Test
  void file_thatIsLargerThanTheLimit_isDigestedButNotRead() throws Exception {
    Path path = directory.resolve("capture.pcap");
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(EvidenceFile.MAX_READ_BYTES + 1L);
    }
    EvidenceFile file = EvidenceFile.found("capture.pcap", path);
    assertThatThrownBy(file::read)
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void value_thatAReportCannotState_isNamedByItsPlace() throws Exception {
    Path path =
        Files.writeString(directory.resolve("a.json"), "{\"a\": [{\"n\": -1, \"s\": 1.5}]}");
    Json first = Json.of(EvidenceFile.found("a.json", path)).list("a").get(0);
    assertThatThrownBy(() -> first.count("n")).hasMessage("a.json: .a[0].n is no count");
    assertThatThrownBy(() -> first.share("s")).hasMessage("a.json: .a[0].s is no share");
    assertThatThrownBy(() -> first.text("n")).hasMessage("a.json: .a[0].n is no text");
    assertThatThrownBy(() -> first.digest("x")).hasMessage("a.json: it has no .a[0].x");
  }

  @Test
  void file_thatIsNoJson_isRefused() throws Exception {
    Path path = Files.writeString(directory.resolve("a.json"), "[1] 2");
    EvidenceFile file = EvidenceFile.found("a.json", path);
    assertThatThrownBy(() -> Json.of(file))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("it is no JSON");
  }
}
