package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedPapersTest {
  @TempDir private Path directory;

  @Test
  void papers_ofTheShippedModelsAndNotices_areKeptByTheirDigests() throws Exception {
    var data = new DataLayout(directory);
    Files.createDirectories(data.vehicleNotice());
    String own = Notices.fileName(NoticeLanguage.ZH);
    Files.writeString(data.vehicleNotice().resolve(own), "{\"version\": \"the maker's\"}");

    ShippedPapers.keep(data);
    ShippedPapers.keep(data);

    Path papers = data.onshore().papers();
    Digest model = ModelDescriptor.shipped().digest();
    assertThat(papers.resolve("models/" + model.hex() + ".md")).content().startsWith("#");
    for (NoticeLanguage language : NoticeLanguage.values()) {
      Digest notice = Notices.example().in(language).digest();
      assertThat(papers.resolve("notices/" + notice.hex() + ".json")).exists();
    }
    Digest makers = Digest.of(Bytes.of(Files.readAllBytes(data.vehicleNotice().resolve(own))));
    assertThat(papers.resolve("notices/" + makers.hex() + ".json")).exists();
  }
}
