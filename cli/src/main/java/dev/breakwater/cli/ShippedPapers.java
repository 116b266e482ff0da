package dev.breakwater.cli;

import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.evidence.KeptPapers;
import dev.breakwater.wire.Bytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the papers of what comes with this product, so that an evidence pack explains a clip or a
 * consent also after the product has got other models and another notice.
 */
final class ShippedPapers {
  private static final List<String> MODELS =
      List.of("street-v3", "street-v3-int8", "street-check-v2", "street-check-v3");
  private static final String QUANTIZED = "-int8";

  private ShippedPapers() {}

  static void keep(DataLayout data) throws IOException {
    var papers = new KeptPapers(data.onshore().papers());
    for (String model : MODELS) {
      String card = "/models/" + model.replace(QUANTIZED, "") + ".md";
      papers.keepCard(
          ModelDescriptor.shipped(model).digest(), resource(ModelDescriptor.class, card));
    }
    for (NoticeLanguage language : NoticeLanguage.values()) {
      String name = Notices.fileName(language);
      papers.keepNotice(resource(Notices.class, name));
      Path own = data.vehicleNotice().resolve(name);
      if (Files.exists(own)) {
        papers.keepNotice(Bytes.of(Files.readAllBytes(own)));
      }
    }
  }

  private static Bytes resource(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not in this product");
      }
      return Bytes.of(in.readAllBytes());
    }
  }
}
