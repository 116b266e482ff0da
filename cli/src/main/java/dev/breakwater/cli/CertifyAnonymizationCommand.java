package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.Exceptions;
import dev.breakwater.anonymizer.evaluate.MaskedPicture;
import dev.breakwater.anonymizer.evaluate.Scoring;
import dev.breakwater.anonymizer.evaluate.baseline.EvaluationJson;
import dev.breakwater.anonymizer.evaluate.effect.Effect;
import dev.breakwater.anonymizer.evaluate.labels.ExceptionFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.evaluate.masking.BareNetwork;
import dev.breakwater.anonymizer.evaluate.masking.Masking;
import dev.breakwater.anonymizer.evaluate.masking.Pipeline;
import dev.breakwater.anonymizer.evaluate.masking.SidecarMasks;
import dev.breakwater.anonymizer.files.FileAnonymizer;
import dev.breakwater.anonymizer.files.FileResult;
import dev.breakwater.anonymizer.files.Progress;
import dev.breakwater.anonymizer.files.Provenance;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.cli.CertifyReportOptions.Compared;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tests anonymization on labelled pictures and videos. */
@Command(
    name = "anonymization",
    description = {
      "Tests anonymization on labelled pictures and videos by GB/T 44464-2024 Annex B and C.",
      "LABELS is a JSON file (a list is ours, an object is COCO's), a folder with labels.json or"
          + " annotations.json, a folder of pictures with YOLO's NAME.txt, or a folder of such"
          + " folders. Ours: [{file, width, height, frame, seconds, sensor, masks, boxes: [{x, y, w,"
          + " h, class, corners, visible, ignore, track, plate_kind}]}], pixels of the upright"
          + " picture; needed are file, width, height, boxes, x, y, w, h and class.",
      "The product anonymizes them as 'breakwater anonymize' would, unless --bare or --masks says"
          + " otherwise. Exit code 0: each class that is in them passes; 1: one does not, and it says"
          + " which, or something covered is still recognized (B.6); 2: wrong usage or wrong labels."
    },
    mixinStandardHelpOptions = true)
final class CertifyAnonymizationCommand implements Callable<Integer> {
  private static final int PROGRESS_FILES = 50;

  @Parameters(paramLabel = "LABELS", arity = "1..*", description = "label files and folders")
  private List<Path> labels = List.of();

  @ArgGroup private Way way = new Way();

  /** What is tested instead of the product. */
  static final class Way {
    @Option(
        names = "--bare",
        description = "the network alone, frame by frame, its boxes a tenth larger at every edge")
    private boolean bare;

    @Option(
        names = "--masks",
        paramLabel = "DIR",
        description = "another anonymizer, by its lists DIR/NAME.masks.jsonl")
    private @Nullable Path masks;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "DIR",
        description = "keeps the product's anonymized files (else they are removed)")
    private @Nullable Path output;
  }

  @Option(
      names = "--sensors",
      paramLabel = "NAME",
      split = ",",
      description = "the sensors that the manufacturer lists (default: those of the labels)")
  private Set<String> sensors = Set.of();

  @Option(
      names = "--exceptions",
      paramLabel = "FILE",
      description =
          "real objects that the labels lack, [{file, class, x, y, w, h, why}]: masks on them are"
              + " listed and not counted as false")
  private @Nullable Path exceptions;

  @Option(
      names = "--require-sample",
      description = "passes only if the sample is as B.3 to B.5 ask for, with both classes")
  private boolean requireSample;

  @Option(names = "--json", paramLabel = "FILE", description = "writes all of it as JSON")
  private @Nullable Path json;

  @Mixin private CertifyReportOptions reports = new CertifyReportOptions();
  @Mixin private CertifyLabelOptions labelOptions = new CertifyLabelOptions();
  @Mixin private AnonymizeOptions options = new AnonymizeOptions();
  @Spec private CommandSpec spec;

  private final Map<String, String> how = new TreeMap<>();

  @Override
  public Integer call() throws IOException, CommandFailedException {
    List<LabelledFile> files = labelOptions.read(labels);
    how.put("labels", String.join(", ", labels.stream().map(Path::toString).toList()));
    how.put("program", new Version().getVersion()[0]);
    try (var folder = new TemporaryFolder()) {
      Exceptions excepted = excepted();
      Path sent = way.output == null ? folder.path() : way.output;
      Evaluation evaluation = Scoring.of(masked(files, sent), sensors, excepted);
      new CertifyText(evaluation, spec.commandLine().getOut()).print();
      Optional<Compared> compared =
          isProduct() ? Optional.of(new Compared(files, sent)) : Optional.empty();
      Optional<Effect> effect = effect(evaluation, compared);
      write(evaluation);
      reports.write(evaluation, effect, compared, how);
      boolean passes = requireSample ? evaluation.isCertified() : evaluation.passes();
      return passes && effect.map(Effect::outcome).orElse(null) != Effect.Outcome.FAILED ? 0 : 1;
    } catch (LabelsRejectedException e) {
      throw CertifyLabelOptions.rejected(e);
    }
  }

  private Exceptions excepted()
      throws IOException, LabelsRejectedException, CommandFailedException {
    if (exceptions == null) {
      return Exceptions.NONE;
    }
    if (!Files.isRegularFile(exceptions)) {
      throw new CommandFailedException(
          exceptions + " is no file.", "Name the list of exceptions.", 2);
    }
    how.put("exceptions", exceptions.toString());
    return ExceptionFile.read(exceptions);
  }

  private boolean isProduct() {
    return way.masks == null && !way.bare;
  }

  /** Only the product's pictures are there to be shown. */
  private Optional<Effect> effect(Evaluation evaluation, Optional<Compared> compared)
      throws IOException, CommandFailedException {
    if (compared.isEmpty()) {
      return Optional.empty();
    }
    try (Detector own = options.openDetector()) {
      Optional<Effect> effect = reports.effect(evaluation, compared.get(), own);
      effect.ifPresent(
          found -> {
            how.put("effect", CertifyEffectText.outcome(found));
            CertifyEffectText.print(found, spec.commandLine().getOut());
          });
      return effect;
    }
  }

  private List<MaskedPicture> masked(List<LabelledFile> files, Path sent)
      throws IOException, LabelsRejectedException, CommandFailedException {
    Path masks = way.masks;
    if (masks != null) {
      how.put("anonymizer", "another, by its lists of masks");
      return others(masks, files);
    }
    if (way.bare) {
      how.put("anonymizer", "bare network");
      how.putAll(options.modelParameters());
      try (Detector detector = options.openDetector()) {
        how.put("models", String.valueOf(detector.models()));
        return each(files, new BareNetwork(detector));
      }
    }
    options.warn(err());
    try (Anonymizer anonymizer = options.open()) {
      return product(anonymizer, files, sent);
    }
  }

  private List<MaskedPicture> others(Path masks, List<LabelledFile> files)
      throws IOException, LabelsRejectedException, CommandFailedException {
    if (!Files.isDirectory(masks)) {
      throw new CommandFailedException(
          masks + " is not a folder.", "Name the one with the lists NAME.masks.jsonl.", 2);
    }
    return each(files, new SidecarMasks(masks));
  }

  private List<MaskedPicture> product(Anonymizer anonymizer, List<LabelledFile> files, Path sent)
      throws IOException, LabelsRejectedException, CommandFailedException {
    Provenance provenance = options.provenance(anonymizer, Signer.none());
    how.put("anonymizer", "the product");
    how.put("models", String.valueOf(provenance.models()));
    how.putAll(provenance.parameters());
    var product = new FileAnonymizer(anonymizer, Silence.INSTANCE, provenance);
    return each(files, new Pipeline(product, sent));
  }

  private List<MaskedPicture> each(List<LabelledFile> files, Masking masking)
      throws IOException, LabelsRejectedException {
    List<MaskedPicture> masked = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      masked.addAll(masking.of(files.get(i)));
      if ((i + 1) % PROGRESS_FILES == 0) {
        err().println((i + 1) + " of " + files.size() + " files");
        err().flush();
      }
    }
    return masked;
  }

  private void write(Evaluation evaluation) throws IOException {
    if (json != null) {
      ReportFile.write(json, EvaluationJson.text(evaluation, how));
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Files are counted here, not frames. */
  private enum Silence implements Progress {
    INSTANCE;

    @Override
    public void frame(Path input, long done, long expected) {}

    @Override
    public void file(FileResult result) {}
  }
}
