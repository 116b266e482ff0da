package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.DescriptorException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.ModelRejectedException;
import dev.breakwater.anonymizer.detect.ModelTrust;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.effect.Effect;
import dev.breakwater.anonymizer.evaluate.effect.EffectCheck;
import dev.breakwater.anonymizer.evaluate.effect.FaceReader;
import dev.breakwater.anonymizer.evaluate.effect.FramesByName;
import dev.breakwater.anonymizer.evaluate.effect.InstalledReaders;
import dev.breakwater.anonymizer.evaluate.effect.PicturePairs;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.Marking;
import dev.breakwater.anonymizer.evaluate.report.HtmlReport;
import dev.breakwater.anonymizer.evaluate.report.MissSheet;
import dev.breakwater.anonymizer.evaluate.report.RevealedMisses;
import dev.breakwater.anonymizer.evaluate.report.Subject;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a test of anonymization does beside counting: it asks readers and writes pages. */
final class CertifyReportOptions {
  @Option(
      names = "--no-effect",
      description = "does not show what is covered to face and plate readers (B.6)")
  private boolean noEffect;

  @Option(
      names = "--face-reader",
      paramLabel = "FILE.yaml",
      description =
          "another face detector that what is covered is shown to, described by 'anonymize model"
              + " describe'; may be given again")
  private List<Path> readers = List.of();

  @Option(names = "--html", paramLabel = "FILE", description = "writes all of it as a page")
  private @Nullable Path html;

  @Option(
      names = "--reveal",
      paramLabel = "FILE",
      description =
          "writes a page of the missed objects as they were sent, readable, for its owner's eyes"
              + " only (mode 0600); in --html they are covered")
  private @Nullable Path reveal;

  /** Pictures before and after, by the names that labels give them. */
  record Compared(List<LabelledFile> files, Path sent) {
    private Map<String, Path> taken() {
      Map<String, Path> taken = new HashMap<>();
      files.forEach(file -> taken.put(file.name(), file.path()));
      return taken;
    }

    private List<LabelledPicture> pictures() {
      return files.stream().flatMap(file -> file.frames().stream()).map(Marking::picture).toList();
    }
  }

  /**
   * Shows what is covered to every reader at hand.
   *
   * @param own stays the caller's
   */
  Optional<Effect> effect(Evaluation evaluation, Compared compared, Detector own)
      throws CommandFailedException {
    if (noEffect) {
      return Optional.empty();
    }
    List<FaceReader> faces = new ArrayList<>();
    faces.add(new FaceReader("the model that covered them", own));
    try {
      for (Path each : readers) {
        ModelDescriptor model = ModelDescriptor.read(each, ModelTrust.unsigned());
        faces.add(new FaceReader(model.name(), NetworkDetector.open(model)));
      }
      return Optional.of(ask(evaluation, compared, faces));
    } catch (DescriptorException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (ModelRejectedException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "--face-reader: " + e.getMessage() + ".", "Give a model that searches for faces.", 2);
    } finally {
      faces.stream().skip(1).forEach(reader -> reader.detector().close());
    }
  }

  private static Effect ask(Evaluation evaluation, Compared compared, List<FaceReader> faces) {
    try (var installed = new InstalledReaders(faces);
        var pairs =
            new PicturePairs(FramesByName.of(compared.taken()), FramesByName.in(compared.sent()))) {
      EffectCheck check = installed.check();
      pairs.show(evaluation.objects(), check);
      return check.result();
    }
  }

  /**
   * Writes the pages that were asked for.
   *
   * @param compared empty if there are no pictures as sent, so nothing can be shown
   */
  void write(
      Evaluation evaluation,
      Optional<Effect> effect,
      Optional<Compared> compared,
      Map<String, String> how)
      throws IOException {
    try (FramesByName sent = FramesByName.in(compared.map(Compared::sent).orElse(Path.of("")))) {
      MissSheet.Pictures pictures = picture -> sent.find(picture.file(), picture.frame());
      List<LabelledPicture> labels = compared.map(Compared::pictures).orElse(List.of());
      if (html != null) {
        Optional<MissSheet> sheet =
            compared.isPresent()
                ? Optional.of(MissSheet.of(evaluation.misses(), labels, pictures))
                : Optional.empty();
        new HtmlReport(subject(how), evaluation, effect, sheet).write(html);
      }
      if (reveal != null) {
        RevealedMisses.write(reveal, evaluation.misses(), labels, pictures);
      }
    }
  }

  private static Subject subject(Map<String, String> how) {
    List<Subject.Fact> facts =
        how.entrySet().stream()
            .map(entry -> new Subject.Fact(entry.getKey(), entry.getValue()))
            .toList();
    return new Subject("Test of anonymization, GB/T 44464-2024", facts, List.of());
  }
}
